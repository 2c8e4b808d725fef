/**
 * The heap of an isolate of real size, for every workerd that a test starts: Cloudflare gives an isolate 128 MB, workerd by itself sets no
 * limit. V8 counts the heap of JavaScript and Wasm here, in MB for each isolate; array buffers come on top. Above it V8 ends the process.
 * Miniflare and `wrangler dev` read the variable, also when a test starts them as a process of their own; set it to try another size.
 */

process.env["MINIFLARE_WORKERD_V8_FLAGS"] ??= "--max-heap-size=90";
