/** The real Nessie, over its own versitygw: test-e2e/lake-doubles (NessieServer). */

import { CatalogPlace, type Facts } from "./double-process.ts";

/** Set at night by those who fetch it; without it Nessie does not start. */
export const NESSIE = process.env["O2P_NESSIE"] || undefined;

/** It keeps its references in memory, so a start begins with an empty catalog. Its S3 port is known when it has been started. */
export class NessieProcess extends CatalogPlace<Facts> {
  /** Nothing listens yet, but the port of the catalog is fixed. */
  static async reserve(): Promise<NessieProcess> {
    return new NessieProcess("nessie", await CatalogPlace.place());
  }

  /** Also before it is started. */
  get uri(): string {
    return `http://127.0.0.1:${this.port}/iceberg`;
  }
}
