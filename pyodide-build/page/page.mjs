// The page: runs the job that the server describes, here or in a worker, and reports to the runner.
import { runJob } from "./job.mjs";

const report = (event) => globalThis.runnerEvent(event);

const job = await (await fetch("/job.json")).json();
if (job.mainThread) {
  await runJob(job, report);
} else {
  const worker = new Worker("/page/worker.mjs", { type: "module" });
  worker.onmessage = ({ data }) => report(data);
  worker.onerror = (event) =>
    report({ type: "failure", message: `the worker failed: ${event.message ?? "it did not load"}` });
  worker.postMessage(job);
}
