import type { Selection } from "../bench.ts";
import type { Figure } from "./results.ts";

export async function serverFigures(_selection: Selection, _progress: (message: string) => void): Promise<Figure[]> {
  return [];
}
