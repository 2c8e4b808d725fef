/** HTTP requests and answers as events of API Gateway and of function URLs. */
package dev.otlp2parquet.lambda.event;
