import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { ReferenceAnswer, ReferenceBody, ReferenceOperation } from "@/lib/web/openapi/reference";
import { Command } from "./command";
import { FieldList } from "./field-list";
import { Endpoint } from "./endpoint";
import { RefusalList } from "./refusal-list";
import { Sample } from "./sample";
import { Words } from "./words";

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-3">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Body({ body, label, isSent = false }: { body: ReferenceBody; label: string; isSent?: boolean }) {
  return (
    <>
      {body.types.length > 0 && (
        <p className="text-sm text-muted">
          Content type: <Words text={body.types.map((type) => `\`${type}\``).join(" or ")} />
        </p>
      )}
      {body.fields.length > 0 && <FieldList fields={body.fields} isSent={isSent} />}
      {body.example !== null && <Sample code={body.example} label={label} />}
    </>
  );
}

function Answer({ answer: { status, description, body }, summary }: { answer: ReferenceAnswer; summary: string }) {
  return (
    <Part title={`Response ${status}`}>
      <p className="text-sm text-muted">
        <Words text={description} />
      </p>
      {body && <Body body={body} label={`${summary}: example of the response`} />}
    </Part>
  );
}

function Credentials({ credentials }: { credentials: string[] }) {
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
      <dt className="font-medium">{credentials.length > 1 ? "Any one of" : "Credentials"}</dt>
      {credentials.map((each) => (
        <dd key={each}>
          <Badge>{each}</Badge>
        </dd>
      ))}
      {credentials.length === 0 && <dd className="text-muted">none</dd>}
    </dl>
  );
}

/** One operation: what it takes, how it responds, how it can be refused, and a command to try it. */
export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, credentials, parameters, body, answers, refusals, curl } = operation;
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-6 grid-cols-1 gap-6 border-t border-border pt-8"
    >
      <div className="grid gap-2">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          <a href={`#${id}`} className="rounded-sm hover:underline">
            {summary}
          </a>
        </h2>
        <Endpoint method={method} path={path} isStrong />
        <Credentials credentials={credentials} />
        {description && (
          <p className="max-w-[70ch] text-sm text-muted">
            <Words text={description} />
          </p>
        )}
      </div>
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 xl:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 content-start gap-6">
          {parameters.length > 0 && (
            <Part title="Parameters">
              <FieldList fields={parameters} isSent />
            </Part>
          )}
          {body && (
            <Part title="Body">
              <Body body={body} label={`${summary}: example of the body`} isSent />
            </Part>
          )}
          <Part title="Example">
            <Command code={curl} purpose={summary} />
          </Part>
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-6">
          {answers.map((answer) => (
            <Answer key={answer.status} answer={answer} summary={summary} />
          ))}
          <Part title="Errors">
            <RefusalList refusals={refusals} />
          </Part>
        </div>
      </div>
    </article>
  );
}
