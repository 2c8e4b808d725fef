package dev.otlp2parquet.doubles;

/** Why AWS does not accept a request. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kinds, with the codes and statuses of the services. */
    enum Kind {
        MISSING("MissingAuthenticationTokenException", 403, "AccessDenied", 403),
        MALFORMED("IncompleteSignatureException", 400, "AuthorizationHeaderMalformed", 400),
        WRONG_SCOPE("InvalidSignatureException", 403, "AuthorizationHeaderMalformed", 400),
        UNKNOWN_KEY("UnrecognizedClientException", 403, "InvalidAccessKeyId", 403),
        WRONG_TOKEN("UnrecognizedClientException", 403, "InvalidToken", 400),
        EXPIRED_TOKEN("ExpiredTokenException", 403, "ExpiredToken", 400),
        SKEWED("InvalidSignatureException", 403, "RequestTimeTooSkewed", 403),
        WRONG_SIGNATURE("InvalidSignatureException", 403, "SignatureDoesNotMatch", 403),
        WRONG_HASH("InvalidSignatureException", 403, "XAmzContentSHA256Mismatch", 400),
        NO_HASH("InvalidSignatureException", 403, "InvalidRequest", 400),
        DENIED("AccessDeniedException", 403, "AccessDenied", 403),
        NOT_ALLOWED("AccessDeniedException", 403, "MethodNotAllowed", 405),
        NOT_IMPLEMENTED("AccessDeniedException", 403, "NotImplemented", 501);

        private final String code;
        private final int status;
        private final String s3Code;
        private final int s3Status;

        Kind(String code, int status, String s3Code, int s3Status) {
            this.code = code;
            this.status = status;
            this.s3Code = s3Code;
            this.s3Status = s3Status;
        }

        /** As services with JSON say it. */
        String code() {
            return code;
        }

        int status() {
            return status;
        }

        /** As S3 says it: "Error responses" in its API reference, where ExpiredToken and InvalidToken are 400. */
        String s3Code() {
            return s3Code;
        }

        int s3Status() {
            return s3Status;
        }
    }

    private final Kind kind;

    Refusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
