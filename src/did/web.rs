//! `did:web`: a DID whose document lies at an HTTPS address that follows from it (did:web Method Specification).
//!
//! Nothing is fetched here. One document has one DID: what would be a second name of the same address is refused.

use super::Did;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Where the document of a `did:web` lies.
///
/// ```
/// use openbadges::did::web;
///
/// assert_eq!(web::document_url(&"did:web:example.edu".parse()?)?, "https://example.edu/.well-known/did.json");
/// let url = web::document_url(&"did:web:example.edu%3A8443:issuers:1".parse()?)?;
/// assert_eq!(url, "https://example.edu:8443/issuers/1/did.json");
/// assert!(web::document_url(&"did:web:192.0.2.1".parse()?).is_err());
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// `did.web-address` if the DID is of another method, or what it stands for is no plain address: a host that is an IP
/// address, has upper-case letters or is no name; a port that is none, or is written otherwise than `%3A8443`; empty parts
/// and parts such as `..`; encoded slashes and control characters.
pub fn document_url(did: &Did) -> Result<String> {
    address(did).map_err(|rule| {
        let message = format!("{} has no document at an HTTPS address: {rule}", quoted(did.as_str()));
        Error::input(Code::DidWebAddress, "", message)
    })
}

fn address(did: &Did) -> Result<String, &'static str> {
    if did.method() != "web" {
        return Err("it is not a `did:web`");
    }
    let mut parts = did.method_specific_id().split(':');
    let authority = parts.next().unwrap_or_default();
    let (host, port) = match authority.split_once("%3A") {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    check_host(host)?;
    let mut url = format!("https://{host}");
    if let Some(port) = port {
        let number = port.parse::<u16>().ok().filter(|number| *number != 0 && number.to_string() == port);
        match number {
            None => return Err("the port is not a number from 1 to 65535"),
            Some(443) => return Err("443 is the port without saying so"),
            Some(_) => url.extend([":", port]),
        }
    }
    let mut path = String::new();
    for part in parts {
        check_part(part)?;
        path.extend(["/", part]);
    }
    match path.as_str() {
        "" => url.push_str("/.well-known"),
        "/.well-known" => return Err("`.well-known` is the path without saying so"),
        path => url.push_str(path),
    }
    url.push_str("/did.json");
    // What a client would make of it is what stands there: no dots resolved, no numbers read as addresses.
    match url::Url::parse(&url) {
        Ok(parsed) if parsed.as_str() == url && parsed.domain() == Some(host) => Ok(url),
        _ => Err("an HTTP client would read the address otherwise"),
    }
}

fn check_host(host: &str) -> Result<(), &'static str> {
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err("the host is not in lower case");
    }
    let is_label = |label: &str| {
        let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_good)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err("the host is no name (a port stands after `%3A`)");
    }
    // Such a name is read as an IPv4 address (URL Standard, section 3.5).
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_hex = last.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_hex || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("the host is an IP address");
    }
    Ok(())
}

fn check_part(part: &str) -> Result<(), &'static str> {
    if part.is_empty() {
        return Err("a part of the path is empty");
    }
    let mut decoded = Vec::with_capacity(part.len());
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
        let value = digit().zip(digit()).and_then(|(high, low)| u8::try_from(high << 4 | low).ok());
        match value.ok_or("a part of the path is wrongly encoded")? {
            b'/' | b'\\' | 0..=0x1f | 0x7f => return Err("a slash or a control character is encoded in the path"),
            byte => decoded.push(byte),
        }
    }
    if std::str::from_utf8(&decoded).is_err() {
        return Err("a part of the path is not UTF-8");
    }
    if decoded == b"." || decoded == b".." {
        return Err("a part of the path is `.` or `..`");
    }
    Ok(())
}

/// The `did:web` whose document lies at this address: the reverse of [`document_url`].
///
/// ```
/// use openbadges::did::web;
///
/// assert_eq!(web::of_url("https://example.edu:8443/issuers/1/did.json")?.as_str(), "did:web:example.edu%3A8443:issuers:1");
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// `did.web-address` if the document of no `did:web` lies there.
pub fn of_url(url: &str) -> Result<Did> {
    let wrong = || {
        let message = format!("{} is not where the document of a `did:web` lies", quoted(url));
        Error::input(Code::DidWebAddress, "", message)
    };
    let rest = url.strip_prefix("https://").and_then(|rest| rest.strip_suffix("/did.json")).ok_or_else(wrong)?;
    let rest = rest.strip_suffix("/.well-known").filter(|host| !host.contains('/')).unwrap_or(rest);
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    let mut text = format!("did:web:{}", host.replace(':', "%3A"));
    if let Some(path) = path {
        // A colon in a path would become a slash on the way back.
        text.extend([":", &path.replace(':', "%3A").replace('/', ":")]);
    }
    let did = Did::parse(&text).map_err(|_| wrong())?;
    if document_url(&did).is_ok_and(|back| back == url) { Ok(did) } else { Err(wrong()) }
}
