// What all parts of the simulator share: its state, its clock, its own address and the way in which events leave it.
import Stripe from "stripe";
import { StripeFailure } from "./failure";
import { get, newId, storeOf, type Collections, type Kind, type State } from "./state";
import type { Event, EventType } from "./wire";

export const API_VERSION = Stripe.API_VERSION;

export interface RequestOrigin {
  id: string;
  idempotencyKey: string | null;
}

export interface World {
  state: State;
  /** The simulator's own address. */
  baseUrl: string;
  /** The request that is being handled; null while a page or the clock acts. */
  request: RequestOrigin | null;
  /** Events of the action at hand. */
  outbox: Event[];
  /** Takes the events of a finished action for delivery, and stores what it changed. */
  commit(events: Event[]): void;
  /** The number of endpoints to which events are delivered. */
  endpoints: number;
}

const MAX_EVENTS = 2_000;

export const now = () => Math.floor(Date.now() / 1000);

/** Stores a new object. */
export function put<K extends Kind>(world: World, kind: K, object: Collections[K] & { id: string }): Collections[K] {
  storeOf(world.state, kind)[object.id] = object;
  return object;
}

/** Events carry the object as it is at this moment. */
export function emit(world: World, type: EventType, object: object, previous?: object): Event {
  const event: Event = {
    id: newId("event"),
    object: "event",
    api_version: API_VERSION,
    created: now(),
    data: {
      object: structuredClone(object),
      ...(previous && { previous_attributes: structuredClone(previous) }),
    },
    livemode: false,
    pending_webhooks: world.endpoints,
    request: { id: world.request?.id ?? null, idempotency_key: world.request?.idempotencyKey ?? null },
    type,
  };
  const events = world.state.objects.event;
  events[event.id] = event;
  const [oldest] = Object.keys(events);
  if (oldest && Object.keys(events).length > MAX_EVENTS) Reflect.deleteProperty(events, oldest);
  world.outbox.push(event);
  return event;
}

/** Changes an object. If anything differs, emits the event, which names the previous values. */
export function change<K extends Kind>(
  world: World,
  kind: K,
  id: string,
  changes: Partial<Collections[K]>,
  type?: EventType,
): Collections[K] {
  const before = get(world.state, kind, id);
  const after = { ...before, ...changes };
  storeOf(world.state, kind)[id] = after;
  const names = Object.keys(changes) as (keyof Collections[K])[];
  const previous = Object.fromEntries(
    names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [name, before[name]]),
  );
  if (type && Object.keys(previous).length > 0) emit(world, type, after, previous);
  return after;
}

/** Objects are replaced and not changed, so a copy of the records that hold them is enough to return to. */
function snapshot({ objects, hidden }: State): State {
  const copies = Object.entries(objects).map(([kind, records]) => [kind, { ...records }]);
  const copy = Object.fromEntries(copies) as State["objects"];
  return { objects: copy, hidden: structuredClone(hidden) };
}

/** Whether what an action did before it threw remains. */
const hasEffect = (error: unknown) => error instanceof StripeFailure && error.hasEffect;

/** Does something as a whole: if it throws, nothing has changed and no event leaves, unless the error says otherwise. */
export function act<T>(world: World, request: RequestOrigin | null, action: () => T): T {
  const before = snapshot(world.state);
  world.request = request;
  world.outbox = [];
  try {
    const result = action();
    world.commit(world.outbox);
    return result;
  } catch (error) {
    if (hasEffect(error)) world.commit(world.outbox);
    else Object.assign(world.state, before);
    throw error;
  } finally {
    world.request = null;
    world.outbox = [];
  }
}
