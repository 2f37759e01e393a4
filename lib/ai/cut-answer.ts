// Ends an answer that reached the largest output, after all of the text that arrived, so that nobody takes it for a complete one.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

export class CutAnswer extends AppError {
  constructor() {
    super("UPSTREAM_FAILED", { internal: "the answer of a language model reached its largest output" });
  }
}
