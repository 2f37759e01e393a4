"use server";

import { replayEventAction } from "@/lib/web/entrances/admin/replay-event-action";

export const submitReplay = replayEventAction;
