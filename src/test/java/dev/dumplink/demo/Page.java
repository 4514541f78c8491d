package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The web page: its files, its stream of events, and what a person does on it. */
final class Page {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final int MOST_PAGES = 48;
    private static final long HEARTBEAT_SECONDS = 3;

    private final Workspace workspace;
    private final Function<Person, Client> clients;
    private final Messages messages;
    private final Picture picture;
    private final Feed feed;

    Page(Workspace workspace, Function<Person, Client> clients, Messages messages, Picture picture, Feed feed) {
        this.workspace = workspace;
        this.clients = clients;
        this.messages = messages;
        this.picture = picture;
        this.feed = feed;
    }

    void handle(HttpExchange exchange) throws IOException {
        if (!isLocal(Exchanges.header(exchange, "Host"))) {
            Exchanges.answer(exchange, 403, "text/plain", "this page is for this computer only");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        boolean acts = exchange.getRequestMethod().equals("POST");
        if (acts && path.startsWith("/page/do/")) {
            act(exchange, path.substring("/page/do/".length()));
        } else if (path.equals("/page/events")) {
            stream(exchange);
        } else {
            file(exchange, path.equals("/") ? "index.html" : path.substring(path.lastIndexOf('/') + 1));
        }
    }

    /** A page somewhere on the web must not reach this one under a name of its own. */
    private static boolean isLocal(String host) {
        return host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream file =
                name.matches("[a-z]+\\.[a-z]+") ? Page.class.getResourceAsStream("slack/" + name) : null) {
            if (file == null || type == null) {
                Exchanges.answer(exchange, 404, "text/plain", "there is nothing here");
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            Exchanges.answer(exchange, 200, type, file.readAllBytes());
        }
    }

    /** Subscribes before taking the picture, so that nothing falls between the two. */
    private void stream(HttpExchange exchange) throws IOException {
        Optional<Person> person = Json.text(Exchanges.arguments(exchange), "as")
                .flatMap(workspace::person)
                .or(this::first);
        if (person.isEmpty() || feed.pages() >= MOST_PAGES) {
            Exchanges.answer(exchange, 503, "text/plain", "nobody is here, or too many pages are open");
            return;
        }
        String user = person.get().id();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        try (Feed.Subscription subscription = feed.subscribe(user);
                OutputStream out = exchange.getResponseBody()) {
            write(out, new Feed.Event("picture", picture.of(user)));
            while (subscription.isOpen()) {
                write(out, subscription.next(HEARTBEAT_SECONDS).orElse(new Feed.Event("heartbeat", Json.object())));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            exchange.close();
        }
    }

    private Optional<Person> first() {
        Iterator<Person> people = workspace.people().iterator();
        return people.hasNext() ? Optional.of(people.next()) : Optional.empty();
    }

    private static void write(OutputStream out, Feed.Event event) throws IOException {
        out.write(("event: " + event.type() + "\nretry: 1000\ndata: " + event.data() + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    private void act(HttpExchange exchange, String what) throws IOException {
        // a form of a foreign page cannot send this type
        boolean json = Exchanges.header(exchange, "Content-Type").startsWith(Delivery.JSON);
        ObjectNode act = Exchanges.arguments(exchange);
        Optional<Person> person = Json.text(act, "as").flatMap(workspace::person);
        if (!json || person.isEmpty()) {
            Exchanges.answer(exchange, 400, Json.notOk("who is this?"));
            return;
        }
        Client client = clients.apply(person.get());
        if (what.equals("dismiss")) {
            client.dismissesModal();
            Exchanges.answer(exchange, 200, Json.ok());
            return;
        }
        try {
            Reply reply = perform(Json.text(act, "channel").map(client::in).orElse(client), what, act);
            ObjectNode answer = Json.object()
                    .put("ok", reply.ok())
                    .put("error", reply.outcome().error())
                    .put("millis", reply.took().toMillis());
            answer.set(
                    "errors",
                    Json.objectIn(reply.body()).orElseGet(Json::object).path("errors"));
            Exchanges.answer(exchange, 200, answer);
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            Exchanges.answer(exchange, 200, Json.notOk("that is gone"));
        }
    }

    private Reply perform(Client client, String what, ObjectNode act) {
        return switch (what) {
            case "type" -> client.types(act.path("text").asText());
            case "click" -> click(client, act);
            case "home" -> client.opensHome();
            case "submit" -> client.submits(values(act.path("values")));
            default -> throw new IllegalArgumentException("a page cannot " + what);
        };
    }

    private Reply click(Client client, ObjectNode act) {
        String ts = act.path("ts").asText();
        if (act.path("modal").asBoolean()) {
            ObjectNode modal = client.modal().orElseThrow(IllegalStateException::new);
            return client.clicksAtHome(modal, element(modal.path("blocks"), act));
        }
        if (ts.isEmpty()) {
            ObjectNode home = client.home().orElseThrow(IllegalStateException::new);
            return client.clicksAtHome(home, element(home.path("blocks"), act));
        }
        Message message = messages.find(ts).orElseThrow(IllegalStateException::new);
        return client.clicks(message, element(message.blocks(), act));
    }

    /** The clicked element, with what was chosen if it is a menu. */
    private static JsonNode element(JsonNode blocks, ObjectNode act) {
        for (JsonNode element : Blocks.actionsOf(blocks.isArray() ? blocks.deepCopy() : Json.array())) {
            if (element.path("action_id").equals(act.path("action_id"))
                    && element.path("block_id").equals(act.path("block_id"))) {
                ObjectNode chosen = element.deepCopy();
                act.path("chosen").properties().forEach(field -> chosen.set(field.getKey(), field.getValue()));
                chosen.remove("options");
                return chosen;
            }
        }
        throw new IllegalArgumentException("there is no such element");
    }

    private static Map<String, String> values(JsonNode json) {
        Map<String, String> values = new HashMap<>();
        json.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }
}
