package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * An element of an XML document, as S3 answers: elements and text. Attributes, comments and processing instructions are
 * skipped, and so are the prefixes of names. There are no document types.
 */
final class XmlElement {

    private static final int MAX_DEPTH = 32;

    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();

    private XmlElement(String name) {
        this.name = name;
    }

    /** Returns the root of an answer's body, or null if it has none. */
    static XmlElement root(HttpResponse response) {
        return response.cut() ? null : parse(Utf8.decode(response.body().array()));
    }

    /** Returns the root of a document, or null if the text is no document of this kind. */
    static XmlElement parse(String document) {
        List<XmlElement> open = new ArrayList<>();
        int at = 0;
        while (true) {
            int tag = document.indexOf('<', at);
            if (tag < 0 || open.size() > MAX_DEPTH) {
                return null;
            }
            XmlElement parent = open.isEmpty() ? null : open.get(open.size() - 1);
            if (parent != null) {
                appendUnescaped(document, at, tag, parent.text);
            }
            String close = document.startsWith("<?", tag)
                    ? "?>"
                    : document.startsWith("<!--", tag) ? "-->" : document.startsWith("<![CDATA[", tag) ? "]]>" : ">";
            int end = document.indexOf(close, tag);
            if (end < 0 || (close.equals(">") && document.startsWith("<!", tag))) {
                return null;
            }
            at = end + close.length();
            if (close.equals("]]>") && parent != null) {
                parent.text.append(document, tag + "<![CDATA[".length(), end);
            }
            if (!close.equals(">")) {
                continue;
            }
            XmlElement ended;
            if (document.charAt(tag + 1) == '/') {
                if (parent == null || !parent.name.equals(name(document, tag + 2, end))) {
                    return null;
                }
                open.remove(open.size() - 1);
                ended = parent;
            } else {
                ended = new XmlElement(name(document, tag + 1, end));
                if (parent != null) {
                    parent.children.add(ended);
                }
                if (document.charAt(end - 1) != '/') {
                    open.add(ended);
                    continue;
                }
            }
            if (open.isEmpty()) {
                return ended;
            }
        }
    }

    /** Returns the text with all characters escaped that are markup. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String name() {
        return name;
    }

    /** Returns the child elements of a name. */
    List<XmlElement> children(String childName) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                found.add(child);
            }
        }
        return found;
    }

    /** Returns the text of the first child of a name, or an empty one. */
    String text(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return child.text.toString();
            }
        }
        return "";
    }

    private static String name(String document, int from, int to) {
        int end = from;
        int start = from;
        while (end < to && document.charAt(end) > ' ' && document.charAt(end) != '/') {
            if (document.charAt(end) == ':') {
                start = end + 1;
            }
            end++;
        }
        return document.substring(start, end);
    }

    private static void appendUnescaped(String document, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            char c = document.charAt(i);
            int end = c == '&' ? document.indexOf(';', i) : -1;
            int character = end < 0 || end >= to ? -1 : reference(document.substring(i + 1, end));
            if (character < 0) {
                out.append(c);
            } else {
                out.appendCodePoint(character);
                i = end;
            }
        }
    }

    /** Returns the character that a reference stands for, or -1. */
    private static int reference(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> name.startsWith("#") ? numbered(name) : -1;
        };
    }

    private static int numbered(String name) {
        boolean hexadecimal = name.startsWith("#x");
        try {
            int character = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(character) ? character : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
