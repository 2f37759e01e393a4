// The instances of one function: starts them, spreads requests over them, freezes those that have nothing to do and, if
// asked to, replaces one by a cold one for every n-th request.
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const HOST = fileURLToPath(new URL("function-host.mjs", import.meta.url));

export interface InstanceOptions {
  /** The number of instances that serve requests in turn. */
  count: number;
  /** Whether an instance is stopped while it serves no request and no work after a response. */
  freeze: boolean;
  /** Every n-th request gets a new instance. 0 means never. */
  coldEvery: number;
}

export interface Lease {
  port: number;
  release: () => void;
}

type Message = { kind: "ready"; port: number } | { kind: "busy" } | { kind: "idle" };

class Instance {
  readonly ready: Promise<number>;
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
      this.child.once("exit", (code) => reject(new Error(`A function ended with exit code ${code}.`)));
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

  async lease(): Promise<Lease> {
    this.requests += 1;
    this.child.kill("SIGCONT");
    const port = await this.ready;
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.requests -= 1;
      this.rest();
    };
    return { port, release };
  }

  /** Ends the instance when it has nothing left to do. */
  retire(): void {
    this.isRetired = true;
    this.rest();
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

  constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly options: InstanceOptions,
  ) {}

  /** An instance for one request. Starts it if there are not enough yet. */
  async lease(): Promise<Lease> {
    const { count, coldEvery } = this.options;
    this.requests += 1;
    const isCold = coldEvery > 0 && this.requests % coldEvery === 0;
    this.instances = this.instances.filter((instance) => instance.isAlive);
    if (isCold || this.instances.length < count) {
      if (this.instances.length >= count) this.instances.shift()?.retire();
      this.instances.push(new Instance(this.folder, this.env, this.options.freeze));
      return (this.instances.at(-1) as Instance).lease();
    }
    const [next] = this.instances.splice(0, 1) as [Instance];
    this.instances.push(next);
    return next.lease();
  }
}
