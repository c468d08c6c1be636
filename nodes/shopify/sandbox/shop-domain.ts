/** The name the sandbox shop goes by: never resolved, clients reach it at its `sandboxUrl`. */
export const shopDomain = 'koppel-sandbox.myshopify.com'
