import { startSandboxProcess, type StartedSandbox, type StartOptions } from '../../sdk/sandbox/start-process.ts'

/** Starts the AFAS sandbox as a process of its own; it stops with the process that started it. */
export function startAfasSandbox(options: StartOptions = {}): Promise<StartedSandbox> {
  return startSandboxProcess('nodes/afas/sandbox/main.ts', options)
}
