package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HTTP through the host's fetch: one attempt, no redirects. */
final class HostHttpClient implements HttpClient {

    private final HostRequest request;

    HostHttpClient(HostRequest request) {
        this.request = request;
    }

    @Override
    public HttpResponse send(HttpRequest outgoing) {
        boolean hasBody = outgoing.body() != null;
        byte[] head = head(outgoing);
        byte[] body = hasBody ? outgoing.body().array() : new byte[0];
        Host.openOutbox(request, head.length + body.length);
        Window.appendOutbox(request, 0, head, 0, head.length);
        Window.appendOutbox(request, head.length, body, 0, body.length);
        int length;
        try {
            length = Host.fetch(
                    request, head.length, hasBody ? 1 : 0, outgoing.timeoutMillis(), outgoing.maxAnswerBytes());
        } catch (HostFailure e) {
            throw new HttpFailure(e.getMessage(), e);
        }
        return answer(Fields.decode(Window.takeInbox(request, length)));
    }

    private static byte[] head(HttpRequest outgoing) {
        List<String> fields = new ArrayList<>();
        fields.add(outgoing.method());
        fields.add(outgoing.url());
        for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
            fields.add(header.getKey());
            fields.add(header.getValue());
        }
        return Fields.encode(fields);
    }

    private HttpResponse answer(List<String> head) {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i + 1 < head.size(); i += 2) {
            headers.put(head.get(i), head.get(i + 1));
        }
        int length = Host.fetchBody(request);
        Binary body = length < 0 ? null : Binary.of(Window.takeInbox(request, length));
        return new HttpResponse(Integer.parseInt(head.get(0)), headers, body);
    }
}
