package dev.otlp2parquet.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** What a function learns about an invocation. */
record Invocation(String id, IntSupplier remainingMillis) implements Context {

    /** An invocation with much time. */
    static Invocation patient() {
        return new Invocation("8f5c1f2e-0000-4000-8000-000000000001", () -> 60_000);
    }

    /** An invocation that ends after a time, by the clock of the machine. */
    static Invocation of(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        return new Invocation("8f5c1f2e-0000-4000-8000-000000000002", () ->
                (int) Math.max(0, (end - System.nanoTime()) / 1_000_000L));
    }

    @Override
    public String getAwsRequestId() {
        return id;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis.getAsInt();
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/otlp2parquet";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "otlp2parquet";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:otlp2parquet:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("the handler writes to the standard output");
    }
}
