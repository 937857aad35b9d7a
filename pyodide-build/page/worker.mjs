// The worker: runs the job it is sent.
import { runJob } from "./job.mjs";

self.onmessage = ({ data }) => runJob(data, (event) => self.postMessage(event));
