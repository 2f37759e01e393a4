import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { NoteView } from "@/lib/notes/view";
import { idleForm } from "@/lib/web/adapters/form-state";
import { CopilotAnswer, type Ending, type Task } from "./copilot-answer";

const DAY = "2026-03-02T09:00:00.000Z";
const ENDINGS: Ending[] = ["complete", "cut", "stopped", "broken"];
const NOTE: NoteView = {
  id: "n",
  title: "Wall",
  content: "The whole note.",
  author: null,
  created_at: DAY,
  updated_at: DAY,
  may_change: true,
};

interface Shown {
  text?: string;
  task?: Task;
  mayChange?: boolean;
}

/** The labels of the buttons, and the words beside them. */
function shown(ending: Ending, { text = "A text.", task = "improve", mayChange = true }: Shown = {}) {
  const html = renderToStaticMarkup(
    <CopilotAnswer
      text={text}
      ending={ending}
      task={task}
      slug="acme"
      note={{ ...NOTE, may_change: mayChange }}
      apply={() => Promise.resolve(idleForm)}
      icons={{ errorIcon: null, doneIcon: null, infoIcon: null }}
      onDiscard={() => undefined}
    />,
  );
  const buttons = [...html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, label = ""]) => label.replace(/<[^>]+>/g, ""));
  return { html, buttons };
}

describe("an answer of the copilot", () => {
  it.each<[Task, string]>([
    ["improve", "Replace the text"],
    ["summarize", "Insert above the text"],
  ])("can be applied or discarded if it is complete, to %s", (task, apply) => {
    expect(shown("complete", { task }).buttons).toEqual([apply, "Discard"]);
  });

  it.each(["cut", "stopped", "broken"] as const)("cannot replace a note if it was %s", (ending) => {
    for (const task of ["improve", "summarize"] as const) {
      const { html, buttons } = shown(ending, { task });
      expect(buttons).toEqual(["Discard"]);
      expect(html).toContain("This text is incomplete and cannot be applied.");
      expect(html).not.toContain("<form");
    }
  });

  it.each(ENDINGS)(
    "can be discarded without any text, and for someone who may not change the note, if it is %s",
    (ending) => {
      for (const text of ["", " \n"]) expect(shown(ending, { text }).buttons).toEqual(["Discard"]);
      expect(shown(ending, { mayChange: false }).buttons).toEqual(["Discard"]);
    },
  );
});
