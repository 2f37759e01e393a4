"use client";

import { useRef, useState } from "react";
import { callApi } from "@/components/forms/call-api";
import type { CopilotCall, CopilotView } from "@/lib/copilot/schemas";
import type { Ending, Task } from "./copilot-answer";

export type Running =
  | { status: "idle" }
  | { status: "writing"; task: Task; text: string; reserved: number | null }
  | { status: "ended"; task: Task; text: string; how: Ending; used: number | null }
  | { status: "refused"; code: string; message: string };

interface Problem {
  code?: string;
  message?: string;
}

const FAILED = { code: "UPSTREAM_FAILED", message: "The answer did not arrive. Please try again in a moment." };

/** Streams an answer into the page. Stopping closes the connection, which also stops the model. */
export function useCopilot(path: `/api/v1/${string}`, copilot: CopilotView) {
  const [running, setRunning] = useState<Running>({ status: "idle" });
  const [available, setAvailable] = useState(copilot.available);
  const stopping = useRef<AbortController | null>(null);

  /** What has become of the call is known once it is settled, a moment after its end. */
  async function settled(callId: string | null): Promise<CopilotCall | null> {
    for (const pause of [150, 600, 1_500]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const response = await callApi(path).catch(() => null);
      if (!response?.ok) continue;
      const now = (await response.json()) as CopilotView;
      setAvailable(now.available);
      if (now.latest_call?.id === callId && now.latest_call.status !== "reserved") return now.latest_call;
    }
    return null;
  }

  async function ask(task: Task, input: { instruction: string; tone: string }): Promise<void> {
    const controller = new AbortController();
    stopping.current = controller;
    setRunning({ status: "writing", task, text: "", reserved: null });
    let text = "";
    let callId: string | null = null;
    let how: Ending = "complete";
    try {
      const response = await callApi(`${path}/${task}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(input),
        signal: controller.signal,
      });
      if (!response.ok || !response.body) {
        const { code = FAILED.code, message = FAILED.message } = (await response.json().catch(() => FAILED)) as Problem;
        setRunning({ status: "refused", code, message });
        return;
      }
      callId = response.headers.get("X-Call-ID");
      const reserved = Number(response.headers.get("X-Credits-Reserved"));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        text += read.value;
        setRunning({ status: "writing", task, text, reserved });
      }
    } catch {
      how = controller.signal.aborted ? "stopped" : "broken";
      if (how === "broken" && text === "") {
        setRunning({ status: "refused", ...FAILED });
        return;
      }
    }
    setRunning({ status: "ended", task, text, how, used: null });
    const call = await settled(callId);
    if (!call) return;
    // To the browser, an answer that was cut at the limit is a connection that broke off.
    const known = { used: call.credits, ...(how === "broken" && call.status === "cut" && { how: "cut" as const }) };
    setRunning((now) => (now.status === "ended" ? { ...now, ...known } : now));
  }

  return {
    running,
    available,
    ask,
    stop: () => stopping.current?.abort(),
    discard: () => setRunning({ status: "idle" }),
  };
}
