import { startSandboxProcess, type StartOptions, type StartedSandbox } from '../../sdk/sandbox/start-process.ts'

/** Starts the Shopify sandbox as a process of its own; it must have been built. `port: 0` takes any free one. */
export function startShopifySandbox(options: StartOptions = {}): Promise<StartedSandbox> {
  return startSandboxProcess('nodes/shopify/sandbox/main.ts', options)
}
