/** A catalog with OAuth2 that vends credentials, such as Polaris and Lakekeeper: the double of test-e2e/lake-doubles (VendingDouble). */

import { type Counts, DoubleProcess, type Facts } from "./double-process.ts";

export interface VendingFacts extends Facts {
  /** Where tokens are issued. */
  readonly tokenUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly audience: string;
}

export interface VendingCounts extends Counts {
  /** Tokens that were issued. */
  readonly tokens: number;
}

/** How access to a table's objects is given to those who ask for vended credentials. */
export type Delegation = "STORAGE_CREDENTIALS" | "CONFIG" | "SEVERAL" | "REMOTE_SIGNING";

export class VendingProcess extends DoubleProcess<VendingFacts, VendingCounts> {
  /** Nothing listens yet, but the ports are fixed. */
  static async reserve(): Promise<VendingProcess> {
    return new VendingProcess("vending", await DoubleProcess.place());
  }

  /** Also before it is started. */
  get uri(): string {
    return `http://127.0.0.1:${this.port}/catalog`;
  }

  /** From now on access is given like this. */
  async delegate(way: Delegation): Promise<void> {
    await this.control("delegate", { way });
  }

  /** Credentials that are vended from now on expire after this. */
  async setCredentialLifetime(millis: number): Promise<void> {
    await this.control("credential-lifetime", { millis });
  }

  /** Tokens that are issued from now on expire after this. */
  async setTokenLifetime(millis: number): Promise<void> {
    await this.control("token-lifetime", { millis });
  }

  /** All tokens have expired. */
  async expireTokens(): Promise<void> {
    await this.control("expire-tokens");
  }
}
