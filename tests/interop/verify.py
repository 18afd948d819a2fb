"""Verifies badges of this crate with openbadgeslib, which shares no code with it.

    python verify.py FILE...

JSON with an embedded proof, compact JWS, and PNG and SVG with either in them. Never uses the network: issuers are
did:key, or the header of the token holds the key, which then is only checked for
signing the token.
"""

import base64
import json
import sys

import jwt
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier


def public_key(did):
    """The key of a did:jwk, which openbadgeslib does not resolve."""
    text = did.removeprefix("did:jwk:")
    jwk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return jwt.PyJWK(jwk, algorithm={"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}[jwk["kty"]]).key


def pem(key):
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def verify(text):
    if text.startswith("{"):
        document = json.loads(text)
        issuer = document["issuer"]["id"]
        return OB3LdpVerifier.for_issuer_did(issuer).verify(document)
    kid = jwt.get_unverified_header(text)["kid"]
    did = kid.split("#")[0]
    if did.startswith("did:jwk:"):
        return OB3Verifier(pem(public_key(did)), issuer_did=did).verify(text)
    return OB3Verifier.for_issuer_did(did).verify(text)


def text_of(path, content):
    """The badge in a file, as openbadgeslib takes it out of images."""
    if path.endswith(".png"):
        return OB3Verifier.extract_token_from_png(content)
    if path.endswith(".svg"):
        return OB3Verifier.extract_token_from_svg(content)
    return content.decode("utf-8")


status = 0
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        content = file.read()
    try:
        badge = verify(text_of(path, content).strip())
        print("ok", path, "from", badge.issuer.id[:40])
    except Exception as error:  # every reason not to verify
        print("not ok", path, type(error).__name__, error)
        status = 1
sys.exit(status)
