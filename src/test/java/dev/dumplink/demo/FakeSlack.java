package dev.dumplink.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A Slack workspace with one bot, on this computer: the Web API, signed deliveries to the bot's request URL, response
 * URLs that wear out, and a web page on which a person types and clicks. Tests drive it through {@link #as(Person)}.
 */
public final class FakeSlack implements AutoCloseable {
    private static final int MOST_THREADS = 96;

    private final HttpServer server;
    private final ThreadPoolExecutor executor;
    private final Faults faults = new Faults();
    private final Feed feed = new Feed();
    private final Inspector inspector = new Inspector();
    private final URI base;
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final Uploads uploads;
    private final Calls calls;
    private final Bot bot;
    private final Payloads payloads;
    private final Interactions interactions;
    private final AuditTail audit;

    FakeSlack(FakeSlackBuilder with) throws IOException {
        server = Exchanges.server(with.port);
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        executor = new ThreadPoolExecutor(4, MOST_THREADS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons());

        Ids ids = new Ids(with.random);
        workspace = new Workspace(with.team, with.channels, with.commands);
        with.people.forEach(workspace::invite);
        messages = new Messages(with.clock, ids, this::tellThePages);
        views = new Views(
                ids,
                with.team,
                (user, home) -> feed.publish("home", home, user::equals),
                (user, modal) -> feed.publish("modal", modal, user::equals));
        calls = new Calls(with.clock, faults);
        uploads = new Uploads(base, workspace, messages, ids, calls);
        bot = new Bot(with.ackLimit);
        payloads = new Payloads(workspace, with.clock, with.signingSecret, ids);
        audit = new AuditTail(with.auditRows, feed);

        Triggers triggers = new Triggers(with.clock, ids);
        ResponseUrls responseUrls = new ResponseUrls(base, with.clock, ids, messages, inspector, calls);
        interactions = new Interactions(
                workspace, messages, views, inspector, responseUrls, triggers, payloads, bot, with.escapes);
        WebApi api = new WebApi(
                with.botToken,
                calls,
                List.of(
                        new PeopleMethods(workspace).methods(),
                        new ChatMethods(workspace, messages, inspector).methods(),
                        new ViewMethods(workspace, views, triggers, inspector).methods(),
                        uploads.methods()));
        Page page = new Page(
                workspace, this::as, messages, new Picture(workspace, messages, views, audit, with.tabs), feed);

        server.createContext(WebApi.PATH, api::handle);
        server.createContext(ResponseUrls.PATH, responseUrls::handle);
        server.createContext(Uploads.UPLOAD_PATH, uploads::receive);
        server.createContext(Uploads.DOWNLOAD_PATH, uploads::send);
        server.createContext("/", page::handle);
        server.setExecutor(executor);
        server.start();
        audit.start();
    }

    public static FakeSlackBuilder builder() {
        return new FakeSlackBuilder();
    }

    /** The page for people. */
    public URI pageUrl() {
        return base;
    }

    /** What the bot is to use in place of {@code https://slack.com/api/}. */
    public URI apiUrl() {
        return base.resolve(WebApi.PATH);
    }

    /** The host that response URLs lead to. */
    public String responseHost() {
        return base.getHost();
    }

    /** Where the bot listens; until this is said, everything fails with {@code dispatch_failed}. */
    public void deliversTo(URI requestUrl) {
        bot.listensAt(requestUrl);
    }

    /** This person's Slack, in the first channel. */
    public Client as(Person person) {
        String channel = workspace.channels().get(0).id();
        return new Client(Sender.usual(person, channel, workspace.team()), interactions);
    }

    public List<Message> messagesSeenBy(Person person) {
        return as(person).sees();
    }

    /** Adds somebody, or changes who they are. */
    public void invite(Person person) {
        workspace.invite(person);
        feed.publish("people", Picture.people(workspace), everybody -> true);
    }

    /** From now on {@code users.info} does not know this person. */
    public void forget(Person person) {
        workspace.forget(person);
        feed.publish("people", Picture.people(workspace), everybody -> true);
    }

    /** Makes or changes a user group. */
    public void userGroup(String id, Person... members) {
        workspace.userGroup(id, Arrays.stream(members).map(Person::id).toList());
    }

    public Faults faults() {
        return faults;
    }

    /** Every call the bot made, oldest first. */
    public List<ApiCall> requests() {
        return calls.log();
    }

    public List<ApiCall> requests(String method) {
        return calls.log().stream().filter(call -> call.method().equals(method)).toList();
    }

    /** What was wrong with the bot's messages and views, whether or not Slack refused them. */
    public List<String> violations() {
        return inspector.violations();
    }

    public List<UploadedFile> uploads() {
        return uploads.all();
    }

    /** Signs any body as this Slack would, for a delivery by hand. */
    public Delivery signed(String contentType, String body) {
        return payloads.signed(contentType, body);
    }

    /** The handshake with which Slack makes sure that a request URL is the bot's. */
    public Answer verifiesRequestUrl(String challenge) {
        return deliver(payloads.urlVerification(challenge));
    }

    /** Sends a request as it stands and shows nothing of the answer to anybody. */
    public Answer deliver(Delivery delivery) {
        try {
            return bot.answers(delivery);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Sends exactly the same request several times at once. */
    public List<Answer> deliverTogether(Delivery delivery, int times) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(times);
        try {
            Callable<Answer> task = () -> bot.answers(delivery);
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> sent : senders.invokeAll(Collections.nCopies(times, task))) {
                answers.add(sent.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a delivery failed", failed.getCause());
        } finally {
            senders.shutdownNow();
        }
    }

    @Override
    public void close() {
        audit.close();
        faults.close();
        feed.close();
        server.stop(0);
        executor.shutdownNow();
    }

    private void tellThePages(Messages.Change change, Message message) {
        String type = change == Messages.Change.SHOWN ? "message" : "gone";
        feed.publish(type, Picture.message(message), message::visibleTo);
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "local-slack");
            thread.setDaemon(true);
            return thread;
        };
    }
}
