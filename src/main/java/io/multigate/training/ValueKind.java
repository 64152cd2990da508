package io.multigate.training;

/** What a column holds, as far as a feature or a label cares. */
enum ValueKind {

    /** One category: text, an integer or a boolean. */
    CATEGORY("a category"),

    /** Any number of categories: a list, or in CSV text separated by {@value CsvRows#LIST_SEPARATOR}. */
    CATEGORIES("a list of categories"),

    /** A finite number. */
    NUMBER("a finite number"),

    /** 0 or 1, false or true. */
    LABEL("0 or 1"),

    /** Whatever it is, for who wants to find out. Text of CSV comes as {@link RowSource.Untyped}. */
    ANY("a value");

    private final String phrase;

    ValueKind(String phrase) {
        this.phrase = phrase;
    }

    /** As it reads in a message, such as {@code a number}. */
    String phrase() {
        return this.phrase;
    }

}
