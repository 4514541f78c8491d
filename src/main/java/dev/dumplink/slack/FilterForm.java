package dev.dumplink.slack;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.dumplink.audit.EventCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A search of the log as a form: the usual qualifiers each have a field, all others are typed into the last one. */
final class FilterForm {
    static final String CALLBACK = "audit_filter";
    static final String MORE = "more";

    /** Slack takes no more in one menu. */
    private static final int MOST_OPTIONS = 100;

    private static final String USER = "user";
    private static final String OUTCOME = "outcome";
    private static final String DATABASE = "database";
    private static final String CODE = "code";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final List<String> FIELDS = List.of(USER, OUTCOME, DATABASE, CODE, FROM, TO);

    private final List<String> databases;

    FilterForm(List<String> databases) {
        this.databases = databases.stream().limit(MOST_OPTIONS).toList();
    }

    /**
     * The form, filled in.
     *
     * @param query what is searched for now
     * @param origin comes back when the form is handed in
     */
    View view(String query, String origin) {
        Map<String, String> now = new HashMap<>();
        String rest = sort(query, now);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(field(USER, "Who", usersSelect(u -> u.actionId(USER).initialUser(now.get(USER)))));
        blocks.add(field(OUTCOME, "Outcome", menu(OUTCOME, same(outcomes()), now)));
        if (!databases.isEmpty()) {
            blocks.add(field(DATABASE, "Database", menu(DATABASE, same(databases), now)));
        }
        blocks.add(field(CODE, "Code", menu(CODE, codes(), now)));
        blocks.add(field(FROM, "From (UTC)", datePicker(d -> d.actionId(FROM).initialDate(now.get(FROM)))));
        blocks.add(
                field(TO, "To, included (UTC)", datePicker(d -> d.actionId(TO).initialDate(now.get(TO)))));
        blocks.add(more(rest));
        return Modals.modal("Filter the audit log", blocks)
                .callbackId(CALLBACK)
                .submit(Modals.submit("Show"))
                .privateMetadata(origin)
                .build();
    }

    private static InputBlock field(String name, String label, BlockElement element) {
        return input(i -> i.blockId(name).optional(true).label(plainText(label)).element(element));
    }

    private static InputBlock more(String rest) {
        String typed = rest.isEmpty() ? null : rest;
        return input(i -> i.blockId(MORE)
                .optional(true)
                .label(plainText("More"))
                .hint(plainText("As after the command: -user:@somebody, request:r-…, since:7d, limit:20"))
                .element(
                        plainTextInput(p -> p.actionId(MORE).initialValue(typed).maxLength(1500))));
    }

    /** @param labels what is shown for each value, in order */
    private static BlockElement menu(String name, Map<String, String> labels, Map<String, String> now) {
        List<OptionObject> options = labels.entrySet().stream()
                .map(each -> option(plainText(each.getValue()), each.getKey()))
                .toList();
        OptionObject chosen = options.stream()
                .filter(each -> each.getValue().equals(now.get(name)))
                .findFirst()
                .orElse(null);
        return staticSelect(s -> s.actionId(name).options(options).initialOption(chosen));
    }

    private static List<String> outcomes() {
        return Arrays.stream(EventCode.values())
                .map(EventCode::decision)
                .distinct()
                .limit(MOST_OPTIONS)
                .toList();
    }

    /** Nobody knows codes by heart: each with its outcome. */
    private static Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        Arrays.stream(EventCode.values())
                .limit(MOST_OPTIONS)
                .forEach(code -> codes.put(code.code(), code.code() + " · " + code.decision()));
        return codes;
    }

    private static Map<String, String> same(List<String> values) {
        Map<String, String> labels = new LinkedHashMap<>();
        values.forEach(value -> labels.put(value, value));
        return labels;
    }

    /** Puts what a field can show into {@code fields}; the rest is returned. */
    private String sort(String query, Map<String, String> fields) {
        StringJoiner rest = new StringJoiner(" ");
        for (String word : query.isEmpty() ? new String[0] : query.split(" ")) {
            int colon = word.indexOf(':');
            String name = word.substring(0, colon);
            String value = word.substring(colon + 1);
            if (fits(name, value)) {
                fields.put(name, value);
            } else {
                rest.add(word);
            }
        }
        return rest.toString();
    }

    private boolean fits(String name, String value) {
        return switch (name) {
            case USER -> value.matches("[UW][A-Z0-9]{1,20}");
            case OUTCOME -> outcomes().contains(value);
            case DATABASE -> databases.contains(value);
            case CODE -> codes().containsKey(value);
            case FROM, TO -> value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
            default -> false;
        };
    }

    /** What was filled in, in the words that people type. */
    static String words(Map<String, Map<String, ViewState.Value>> filledIn) {
        StringJoiner words = new StringJoiner(" ");
        for (String field : FIELDS) {
            value(filledIn, field).ifPresent(value -> words.add(field + ":" + value));
        }
        value(filledIn, MORE).ifPresent(words::add);
        return words.toString();
    }

    private static Optional<String> value(Map<String, Map<String, ViewState.Value>> filledIn, String field) {
        ViewState.Value value = filledIn.getOrDefault(field, Map.of()).get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value.getSelectedOption() != null) {
            return Optional.ofNullable(value.getSelectedOption().getValue());
        }
        return Optional.ofNullable(value.getSelectedUser())
                .or(() -> Optional.ofNullable(value.getSelectedDate()))
                .or(() -> Optional.ofNullable(value.getValue()))
                .filter(text -> !text.isBlank());
    }
}
