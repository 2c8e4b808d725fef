package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ServerSettings;
import dev.otlp2parquet.server.config.Setting;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains wrong usage. Arguments that nobody asked for are not repeated: they may be secrets. */
final class UsageErrors implements IParameterExceptionHandler {

    private final Terminal terminal;

    UsageErrors(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String message =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : failure.getMessage();
        String name = command.getCommandSpec().qualifiedName();
        terminal.err().println(message);
        terminal.err().println("Usage: " + name + " --help");
        return 2;
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().get(0);
        if (!argument.startsWith("-")) {
            boolean query = failure.getCommandLine().getCommand() instanceof QueryCommand;
            return query ? "there is more than one argument: put the SQL in quotes" : subcommand(failure, argument);
        }
        int equals = argument.indexOf('=');
        String flag = equals < 0 ? argument : argument.substring(0, equals);
        Setting secret = ServerSettings.secretLike(flag.replaceFirst("^-+", ""));
        if (secret != null) {
            return flag + ": secrets are not accepted on the command line, where other users can see them; "
                    + ServerSettings.cure(secret);
        }
        List<String> suggestions = failure.getSuggestions();
        String start = "there is no option " + flag;
        return suggestions.isEmpty() ? start : start + "; did you mean " + suggestions.get(0) + "?";
    }

    private static String subcommand(UnmatchedArgumentException failure, String argument) {
        List<String> suggestions = failure.getSuggestions();
        boolean plain = argument.matches("[a-z-]{1,20}");
        String start =
                plain ? "\"" + argument + "\" is not expected here" : "there is an argument that is not expected";
        return suggestions.isEmpty() ? start : start + "; did you mean " + suggestions.get(0) + "?";
    }
}
