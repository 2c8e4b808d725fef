import java.lang.management.ManagementFactory;

/** Makes the function's handler as Lambda does, and prints what that took: wall and CPU milliseconds. Started by bench/lambda/main.ts. */
public final class Init {

    private Init() {}

    /** No arguments. The environment is the function's. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        long begun = System.nanoTime();
        Class.forName("dev.otlp2parquet.lambda.OtlpHandler").getConstructor().newInstance();
        long wall = System.nanoTime() - begun;
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        System.out.println(wall / 1_000_000 + " " + cpu / 1_000_000);
        System.exit(0);
    }
}
