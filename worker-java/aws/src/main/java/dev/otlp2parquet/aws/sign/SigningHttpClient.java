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
        // Services answer 403 to a wrong time and to expired credentials, and some 400.
        if (response.status() != 403 && response.status() != 400) {
            return response;
        }
        boolean expired = saysExpired(response) && signer.renew();
        boolean wrongTime = response.status() == 403 && Math.abs(signer.learnTime(response)) >= SMALL_SKEW_MILLIS;
        return expired || wrongTime ? http.send(signed(request)) : response;
    }

    private HttpRequest signed(HttpRequest request) {
        try {
            return signer.sign(request);
        } catch (CredentialsException e) {
            throw new HttpFailure(e.getMessage(), e);
        }
    }

    /** {@code ExpiredToken} and {@code ExpiredTokenException} are the names of the error. */
    private static boolean saysExpired(HttpResponse response) {
        return !response.cut() && Utf8.decode(response.body().array()).contains("ExpiredToken");
    }
}
