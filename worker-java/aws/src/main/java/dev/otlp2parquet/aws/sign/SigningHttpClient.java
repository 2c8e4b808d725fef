package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Signs each request before it is sent. A request that the server refused because of its signature had no effect, so it
 * is sent once more if the reason is gone: after the server's time was learnt, or with newer credentials.
 */
public final class SigningHttpClient implements HttpClient {

    /** A difference that no server minds. AWS allows five minutes. */
    private static final long SMALL_SKEW_MILLIS = 60_000;

    private final HttpClient http;
    private final Signer signer;

    /** Makes a client over another one, which sends what is signed. */
    public SigningHttpClient(HttpClient http, Signer signer) {
        this.http = http;
        this.signer = signer;
    }

    /**
     * Signs and sends a request.
     *
     * @throws HttpFailure if there are no credentials, in which case nothing was sent, or if no answer came
     */
    @Override
    public HttpResponse send(HttpRequest request) {
        HttpResponse response = http.send(signed(request));
        if (timeWasWrong(response)) {
            response = http.send(signed(request));
        }
        return credentialsWereOld(response) ? http.send(signed(request)) : response;
    }

    /** S3 names the reason in {@code Code}, except to a HEAD. Any other refusal may be because of the time. */
    private boolean timeWasWrong(HttpResponse response) {
        String text = refusal(response);
        return (text.contains("RequestTimeTooSkewed") || (response.status() == 403 && !text.contains("<Code>")))
                && Math.abs(signer.learnTime(response)) >= SMALL_SKEW_MILLIS;
    }

    /** The names of such errors are {@code ExpiredToken} and {@code InvalidToken}. An answer to a HEAD has none. */
    private boolean credentialsWereOld(HttpResponse response) {
        String text = refusal(response);
        boolean old = text.contains("ExpiredToken") || text.contains("InvalidToken");
        return (old || (response.status() == 403 && text.isEmpty())) && signer.renew();
    }

    /** Returns type and body of an answer that refuses a request; empty for any other. */
    private static String refusal(HttpResponse response) {
        int status = response.status();
        return (status != 400 && status != 401 && status != 403) || response.cut()
                ? ""
                : response.headers().getOrDefault("x-amzn-errortype", "")
                        + Utf8.decode(response.body().array());
    }

    private HttpRequest signed(HttpRequest request) {
        try {
            return signer.sign(request);
        } catch (CredentialsException e) {
            throw new HttpFailure(e.getMessage(), e);
        }
    }
}
