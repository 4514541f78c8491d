package dev.dumplink;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;

/** Makes records of the configuration's keys, and sentences of what does not fit. */
final class SettingsBinding {
    /** Keys are written in snake case. */
    static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE = new PropertyNamingStrategies.SnakeCaseStrategy();

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(SNAKE)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
            .build();

    private final SettingsTree tree;

    SettingsBinding(SettingsTree tree) {
        this.tree = tree;
    }

    /**
     * A value of {@code type} out of a part of the tree.
     *
     * @throws SettingsError naming the key
     */
    <T> T bind(JsonPointer key, JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (ValueInstantiationException e) {
            throw tree.errorIn(below(key, e), rootMessage(e));
        } catch (InvalidFormatException e) {
            throw tree.error(below(key, e), "this should be " + described(e.getTargetType()));
        } catch (MismatchedInputException e) {
            throw tree.error(below(key, e), "this should be " + described(e.getTargetType()));
        } catch (IOException e) {
            throw tree.error(key, "it cannot be read");
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static JsonPointer below(JsonPointer key, JsonMappingException e) {
        JsonPointer place = key;
        for (JsonMappingException.Reference step : e.getPath()) {
            place = step.getFieldName() == null ? place : place.appendProperty(step.getFieldName());
        }
        return place;
    }

    private static String described(Class<?> type) {
        if (type == Duration.class) {
            return "a length of time such as 30s, 3m, 26h or 14d";
        }
        if (type == Settings.ManifestRule.class) {
            return "required or optional";
        }
        if (type == URI.class) {
            return "a URL";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type)
                ? "a list such as [A, B]"
                : "a " + (type == String.class ? "text" : "group of keys");
    }

    /** {@code 30s}, {@code 3m}, {@code 26h}, {@code 365d}. */
    private static final class DurationDeserializer extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationDeserializer() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            return Durations.parse(text).isPresent()
                    ? Durations.parse(text).get()
                    : (Duration) context.handleWeirdStringValue(Duration.class, text, "no length of time");
        }
    }
}
