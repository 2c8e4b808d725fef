import type { Env } from "../env.ts";
import type { AnswerWatch } from "../http/answer-watch.ts";
import { IncomingBody } from "../http/incoming-body.ts";
import type { Guest } from "./guest.ts";
import { HostRequest } from "./host-request.ts";

/** An HTTP request to the Worker, and Java's answer to it. */
export class HttpExchange extends HostRequest {
  readonly request: Request;
  readonly id: string;
  readonly answers: AnswerWatch;
  #body: IncomingBody | undefined;
  #response: Response | undefined;

  constructor(instance: Guest, env: Env, request: Request, id: string, answers: AnswerWatch) {
    super(instance, env);
    this.request = request;
    this.id = id;
    this.answers = answers;
  }

  /** The body, which is locked from now on. */
  get body(): IncomingBody {
    const announced = this.request.headers.get("content-length");
    this.#body ??= new IncomingBody(this.request.body, announced === null ? undefined : Number(announced));
    return this.#body;
  }

  answer(response: Response): void {
    this.#response = response;
  }

  /** @throws Error if Java returned without an answer */
  get response(): Response {
    if (this.#response === undefined) {
      throw new Error("Java returned without an answer");
    }
    return this.#response;
  }
}
