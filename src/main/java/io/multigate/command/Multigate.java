package io.multigate.command;

/** The entry point of the executable jar. */
public final class Multigate {

    private Multigate() {}

    public static void main(String[] args) {}

}
