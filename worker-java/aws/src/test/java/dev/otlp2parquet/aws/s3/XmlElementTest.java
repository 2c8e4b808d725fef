package dev.otlp2parquet.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class XmlElementTest {

    @Test
    void anErrorAsS3SendsIt() {
        XmlElement error = XmlElement.parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- no > such key -->"
                + "<s3:Error xmlns:s3=\"urn:x\">\n  <Code>NoSuchKey</Code><Message>&lt;a&gt; &amp; &#252;&#x20ac; &bad; &</Message>"
                + "<HostId/><Empty></Empty><Data><![CDATA[<b>&amp;]]></Data></s3:Error>\n");
        assertEquals("Error", error.name());
        assertEquals("NoSuchKey", error.text("Code"));
        assertEquals("<a> & \u00fc\u20ac &bad; &", error.text("Message"));
        assertEquals("", error.text("HostId"));
        assertEquals("", error.text("Missing"));
        assertEquals("<b>&amp;", error.text("Data"));
    }

    @Test
    void onlyChildrenCountNotTheirChildren() {
        XmlElement list = XmlElement.parse("<L><C><Key>a</Key></C><D><C><Key>b</Key></C></D><C><Key>c</Key></C></L>");
        assertEquals(2, list.children("C").size());
        assertEquals("c", list.children("C").get(1).text("Key"));
        assertEquals("", list.text("Key"));
    }

    @Test
    void otherTextsAreNoDocuments() {
        String[] texts = {
            "",
            "plain",
            "<",
            "<a",
            "<a>",
            "<a></b>",
            "</a>",
            "<a><b></a></b>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<a".repeat(40) + ">",
            "<a>".repeat(100) + "</a>".repeat(100),
            "<a><![CDATA[x</a>",
            "<?xml",
            "<html><br></html>"
        };
        for (String text : texts) {
            assertNull(XmlElement.parse(text), text);
        }
    }
}
