//! Public keys as issuers publish them.

use super::DateTimeZ;
use super::wire::{Kind, Types, class};

class! {
    /// A public key as a verification method.
    ///
    /// `Multikey` of W3C's Controlled Identifiers 1.0, section 2.2.2. (The class of this name in Open Badges 3.0 has another
    /// `type` and a misspelt suite, by which no verifier finds a key.)
    Multikey "Multikey" { pub fn new; types: Types::Equals("Multikey"); }
    /// The URL that stands for the key.
    one id: String = "id", Kind::Uri;
    /// Always `Multikey`.
    fixed types: String = "type", Kind::Type, ["Multikey"];
    /// Whose key it is.
    one controller: String = "controller", Kind::Uri;
    /// The key, multibase and multicodec.
    maybe public_key_multibase / with_public_key_multibase: String = "publicKeyMultibase", Kind::Text;
    /// Until when it may be used.
    maybe expires / with_expires: DateTimeZ = "expires", Kind::DateTimeZ;
    /// From when on it must not be used any more.
    maybe revoked / with_revoked: DateTimeZ = "revoked", Kind::DateTimeZ;
}

class! {
    /// A public key in JSON. The numbers of the key itself (`n`, `e`, `crv`, `x`, `y`) are in `extra`.
    ///
    /// [`JWK`](https://www.imsglobal.org/spec/ob/v3p0/#jwk); RFC 7517, section 4.
    Jwk "JWK" { pub fn new; types: Types::None; }
    /// The family: `OKP`, `EC`, `RSA`.
    one kty: String = "kty", Kind::Text;
    /// What it is for: `sig`.
    maybe key_use / with_key_use: String = "use", Kind::Text;
    /// What it may do, such as `verify`: a list, as RFC 7517 has it; the data model of Open Badges has one text.
    list key_ops / with_key_ops: String = "key_ops", Kind::Text;
    /// The algorithm it is for.
    maybe alg / with_alg: String = "alg", Kind::Text;
    /// Its name.
    maybe kid / with_kid: String = "kid", Kind::Text;
    /// The URL of a certificate.
    maybe x5u / with_x5u: String = "x5u", Kind::Uri;
    /// A chain of certificates.
    list x5c / with_x5c: String = "x5c", Kind::Text;
    /// The SHA-1 of a certificate.
    maybe x5t / with_x5t: String = "x5t", Kind::Text;
    /// The SHA-256 of a certificate.
    maybe x5t_s256 / with_x5t_s256: String = "x5t#S256", Kind::Text;
}

class! {
    /// A set of public keys.
    ///
    /// [`JWKS`](https://www.imsglobal.org/spec/ob/v3p0/#jwks); RFC 7517, section 5.
    Jwks "JWKS" { pub fn new; types: Types::None; }
    /// The keys.
    some keys: Jwk = "keys", Kind::Object(Jwk::table);
}
