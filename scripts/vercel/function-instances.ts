// The instances of one function: starts them, spreads requests over them, freezes those that have nothing to do and, if
// asked to, replaces one by a cold one for every n-th request.
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const HOST = fileURLToPath(new URL("function-host.mjs", import.meta.url));

export interface InstanceOptions {
  /** The number of instances that serve requests in turn. */
  instances: number;
  /** Whether an instance is stopped while it serves no request and no work after a response. */
  freeze: boolean;
  /** Every n-th request gets a new instance. 0 means never. */
  coldEvery: number;
}

interface HeldInstance {
  port: number;
  /** Call it once. */
  release: () => void;
}

/** An instance, held for one request. */
interface Lease extends HeldInstance {
  /** Whether this request started the instance. */
  isCold: boolean;
}

type Message = { kind: "ready"; port: number } | { kind: "busy" } | { kind: "idle" };

class Instance {
  private readonly ready: Promise<number>;
  private requests = 0;
  private isBusy = false;
  private isRetired = false;
  private readonly child: ChildProcess;

  constructor(
    folder: string,
    env: NodeJS.ProcessEnv,
    private readonly freezes: boolean,
  ) {
    this.child = spawn(process.execPath, [HOST, folder], {
      env,
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.ready = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (code, signal) => reject(new Error(`A function ended (${signal ?? `exit code ${code}`}).`)));
      this.child.on("message", (message: Message) => {
        if (message.kind === "ready") resolve(message.port);
        else this.isBusy = message.kind === "busy";
        this.rest();
      });
    });
    this.ready.catch(() => undefined);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @throws if the function does not start */
  async hold(): Promise<HeldInstance> {
    this.requests += 1;
    this.child.kill("SIGCONT");
    const port = await this.ready;
    return {
      port,
      release: () => {
        this.requests -= 1;
        this.rest();
      },
    };
  }

  /** Ends the instance when it has nothing left to do. */
  retire(): void {
    this.isRetired = true;
    this.rest();
  }

  async crash(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }

  private rest(): void {
    if (this.requests > 0 || this.isBusy) return;
    if (this.isRetired) this.child.kill("SIGKILL");
    else if (this.freezes) this.child.kill("SIGSTOP");
  }
}

export class FunctionInstances {
  private instances: Instance[] = [];
  private requests = 0;
  private count: number;
  private readonly crashing = new Set<string>();

  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly options: InstanceOptions,
  ) {
    this.count = options.instances;
  }

  /**
   * An instance for one request. Starts it if there are not enough yet.
   * @param target path and query of the request
   * @throws if the function does not start
   */
  async lease(target: string): Promise<Lease> {
    if (this.crashing.delete(target)) return this.leaseThatCrashes();
    const { isCold, instance } = this.next();
    return { ...(await instance.hold()), isCold };
  }

  /** A lower number takes effect after `retireAll`. */
  setCount(count: number): void {
    this.count = count;
  }

  /** Lets the next requests start new instances. */
  retireAll(): void {
    for (const instance of this.instances.splice(0)) instance.retire();
  }

  /** Lets the next request for this target get an instance that ends before it responds. */
  crashOnce(target: string): void {
    this.crashing.add(target);
  }

  /** Starts an instance for this request alone, so that its crash loses no other request. */
  private async leaseThatCrashes(): Promise<Lease> {
    const instance = new Instance(this.folder, this.env, this.options.freeze);
    const held = await instance.hold();
    await instance.crash();
    return { ...held, isCold: true };
  }

  private next(): { isCold: boolean; instance: Instance } {
    const { coldEvery, freeze } = this.options;
    this.requests += 1;
    const isDue = coldEvery > 0 && this.requests % coldEvery === 0;
    this.instances = this.instances.filter((instance) => instance.isAlive);
    const oldest = this.instances.length >= this.count ? this.instances.shift() : undefined;
    if (isDue) oldest?.retire();
    const isCold = isDue || !oldest;
    const instance = isCold ? new Instance(this.folder, this.env, freeze) : oldest;
    this.instances.push(instance);
    return { isCold, instance };
  }
}
