// JWTs of this crate verified with jose, and badges signed with jose for this
// crate to verify.
//
//   node jwt.mjs verify FILE...           prints "ok FILE" or "not ok FILE: reason"
//   node jwt.mjs sign ALG FILE            the credential in FILE, JSON, signed with a
//                                         fresh key as RS256, ES256 or EdDSA
//
// Keys come from the did:jwk in the header. Nothing is fetched.

import {readFileSync} from 'node:fs';

import * as jose from 'jose';

const [command, ...args] = process.argv.slice(2);
const fromBase64 = text => JSON.parse(Buffer.from(text, 'base64url'));

async function verify(token) {
  const {kid} = jose.decodeProtectedHeader(token);
  const [, method] = /^did:jwk:([A-Za-z0-9_-]+)#0$/.exec(kid) ?? [];
  const jwk = fromBase64(method);
  const key = await jose.importJWK(jwk, {RSA: 'RS256', EC: 'ES256', OKP: 'EdDSA'}[jwk.kty]);
  const {payload} = await jose.jwtVerify(token, key, {
    issuer: kid.split('#')[0],
    algorithms: ['RS256', 'ES256', 'EdDSA'],
    requiredClaims: ['iss', 'jti', 'sub', 'nbf']
  });
  const claims = [payload.iss, payload.jti, payload.sub, payload.nbf];
  const members = [
    payload.issuer.id, payload.id, payload.credentialSubject.id, Date.parse(payload.validFrom) / 1000
  ];
  if(String(claims) !== String(members)) {
    throw new Error(`claims ${claims} are not ${members}`);
  }
}

async function sign(alg, credential) {
  const {publicKey, privateKey} = await jose.generateKeyPair(alg, {extractable: true});
  const jwk = await jose.exportJWK(publicKey);
  const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
  delete credential.proof;
  credential.issuer.id = did;
  return new jose.SignJWT(credential)
    .setProtectedHeader({alg, typ: 'JWT', kid: `${did}#0`})
    .setIssuer(did)
    .setJti(credential.id)
    .setSubject(credential.credentialSubject.id)
    .setNotBefore(Date.parse(credential.validFrom) / 1000)
    .sign(privateKey);
}

if(command === 'verify' && args.length > 0) {
  for(const file of args) {
    try {
      await verify(readFileSync(file, 'utf8').trim());
      console.log(`ok ${file}`);
    } catch(error) {
      console.log(`not ok ${file}: ${error.message}`);
      process.exitCode = 1;
    }
  }
} else if(command === 'sign' && args.length === 2) {
  const [alg, file] = args;
  console.log(await sign(alg, JSON.parse(readFileSync(file, 'utf8'))));
} else {
  console.error('usage: node jwt.mjs verify FILE... | node jwt.mjs sign ALG FILE');
  process.exitCode = 2;
}
