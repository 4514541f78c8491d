package dev.dumplink.masking;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/** All masks a policy can name: ours, and those of a company's own that {@link ServiceLoader} finds. */
public final class MaskTypes {
    private final Map<String, MaskType> types = new LinkedHashMap<>();
    private final Nested nested = new Nested(Collections.unmodifiableMap(types));

    private MaskTypes() {}

    /**
     * Masks by name, ours first. A mask of text and the like also masks arrays of it.
     *
     * @throws IllegalStateException if two have the same name, or one of them is {@code keep}
     */
    public static Map<String, MaskType> all() {
        return with(ServiceLoader.load(MaskType.class));
    }

    static Map<String, MaskType> with(Iterable<MaskType> own) {
        MaskTypes all = new MaskTypes();
        all.addNames();
        all.addAccounts();
        all.addNumbers();
        all.addTexts();
        all.addContainers();
        own.forEach(each -> all.add(new EachElement(new Folded(each))));
        return all.nested.types();
    }

    private void addNames() {
        names("first_name", "a first name of the locale", PoolMask.of(Pool.Topic.FIRST_NAME));
        names("last_name", "a last name of the locale", PoolMask.of(Pool.Topic.LAST_NAME));
        names("full_name", "a first and a last name of the locale", PoolMask::fullName);
        names("street", "a street of the locale, with a number", PoolMask::street);
        names("city", "a city of the locale", PoolMask.of(Pool.Topic.CITY));
        names("company", "an invented company of the locale", PoolMask.of(Pool.Topic.COMPANY));
        names("job", "a job title of the locale", PoolMask.of(Pool.Topic.JOB));
    }

    private void addAccounts() {
        ours("email", "an address at example.com, .net or .org", Handle::email, "locale", "unique");
        ours("username", "a first name with a part of the hash", Handle::username, "locale", "unique");
        ours("url", "a page of example.com", Handle::url, "unique");
        ours("phone", "a number that regulators keep for films", PhoneMask::plan, "locale", "unique");
        ours("ip", "an address that is routed nowhere", AddressMask::ip, "unique");
        ours("mac", "a locally administered address", AddressMask::mac);
        ours("iban", "an account of the same country with valid check digits", IbanMask::plan);
        ours("card", "a card number like processors' test numbers, with a valid check digit", CardMask::plan, "unique");
    }

    private void addNumbers() {
        ours("date", "a date within some days, or its month, year or decade", DateMask::plan, "within", "to");
        ours(
                "number",
                "a number within a ratio or amount, or out of a range",
                NumberMask::plan,
                "within",
                "from",
                "to");
        ours("digits", "other digits and letters in the same places", FormatMask::digits, "keep");
        ours("letters", "other letters and digits in the same places", FormatMask::letters, "keep");
        ours("postcode", "other digits and letters in the same places", FormatMask::digits, "keep");
        ours("key", "another key, one for one", KeyMask::plan);
        ours("uuid", "a random UUID", HashMask::uuid);
    }

    private void addTexts() {
        ours("hash", "hexadecimal digits of the keyed hash", HashMask::hash, "length", "unique");
        ours("text", "syllables of the same length and look", TextMask::plan);
        ours("template", "a text with fields to fill", TemplateMask::plan, "value", "locale", "unique");
        ours("pick", "one of the type's labels, or of a list", FixedMask::pick, "of");
        add(new EachElement(standard("redact", "what says nothing in the column's type", FixedMask::redact)));
        // these stand for arrays as a whole
        add(standard("constant", "the policy's own value", FixedMask::constant, "value"));
        add(standard("null", "NULL", FixedMask::empty));
    }

    private void addContainers() {
        holds("json", "JSON with masks by path", ask -> JsonMask.plan(ask, nested), "paths", "other", "keys");
        holds("hstore", "an hstore with masks by key", ask -> HstoreMask.plan(ask, nested), "keys", "other");
        holds("composite", "a row type with masks by field", ask -> CompositeMask.plan(ask, nested), "fields");
    }

    private void names(String name, String describe, Plan.Maker decision) {
        ours(name, describe, decision, "locale");
    }

    private void ours(String name, String describe, Plan.Maker decision, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "domain";
        add(new EachElement(new Folded(standard(name, describe, decision, all))));
    }

    /** One whose keys are those of the masks inside. */
    private void holds(String name, String describe, Plan.Maker decision, String... options) {
        add(new EachElement(new Folded(standard(name, describe, decision, options))));
    }

    private static MaskType standard(String name, String describe, Plan.Maker decision, String... options) {
        return new StandardMask(name, describe, Set.of(options), decision);
    }

    private void add(MaskType type) {
        if (type.name().equals("keep") || types.putIfAbsent(type.name(), type) != null) {
            throw new IllegalStateException("two masks are named '" + type.name() + "'; rename one in its MaskType");
        }
    }
}
