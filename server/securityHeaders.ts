import helmet from 'helmet'

/**
 * The page may load from, and talk to, this server only; scripts, styles and the map's worker come from files. `data:`
 * is for the few images that style sheets carry in themselves. Styles are set by script alone, which this allows, never
 * by markup. The scheme is the operator's choice: nothing is forced to HTTPS.
 */
export function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
}
