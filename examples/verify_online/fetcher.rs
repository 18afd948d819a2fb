//! Fetches what a stranger's badge asks for, without becoming the stranger's tool: only over HTTPS, only from the public
//! internet, only so much, so often and so long. Whoever writes the URL may be an attacker, and whoever answers, too.

use std::fmt::Display;
use std::io::{ErrorKind, Read};
use std::net::IpAddr;
use std::time::Duration;

use url::{Host, Url};

use crate::address;

/// What is spent at most.
#[derive(Debug, Clone)]
pub struct Caps {
    /// For the body of one answer. A DID document has some hundred bytes, a big set of keys some ten thousand.
    pub bytes: usize,
    /// One after the other, in one fetch.
    pub redirects: usize,
    /// In all fetches together, each redirect counted.
    pub requests: usize,
    /// For one fetch: names, connections, redirects and bodies.
    pub each: Duration,
    /// For all fetches together.
    pub all: Duration,
}

impl Default for Caps {
    fn default() -> Self {
        Caps {
            bytes: 256 << 10,
            redirects: 3,
            requests: 24,
            each: Duration::from_secs(10),
            all: Duration::from_secs(30),
        }
    }
}

/// The network, which does what it is told and follows nothing by itself.
pub trait Transport {
    /// The time since some beginning, to measure by.
    fn clock(&self) -> Duration;

    /// All addresses of a name.
    fn resolve(&self, name: &str, within: Duration) -> Result<Vec<IpAddr>, String>;

    /// Asks one of just these addresses, without looking up the URL's name again: the second answer might be another.
    fn get(&self, request: &Request<'_>) -> Result<Answer, String>;
}

/// What is asked, and of whom.
#[derive(Debug)]
pub struct Request<'r> {
    pub url: &'r Url,
    pub addresses: &'r [IpAddr],
    pub accept: &'r str,
    pub within: Duration,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub media_type: Option<String>,
    pub body: Box<dyn Read>,
}

/// What was fetched.
#[derive(Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it came from in the end, after redirects.
    pub url: Url,
    /// What the server calls it. That is for people to read: what it is, only the bytes say.
    pub media_type: Option<String>,
    pub bytes: Vec<u8>,
}

/// Fetches for one badge.
pub struct Fetcher<T> {
    transport: T,
    caps: Caps,
    requests: usize,
}

impl<T: Transport> Fetcher<T> {
    pub fn new(transport: T, caps: Caps) -> Self {
        Fetcher { transport, caps, requests: 0 }
    }

    /// Fetches a document, or says why not and at which URL.
    pub fn fetch(&mut self, url: &str, media_types: &[&str]) -> Result<Fetched, String> {
        let until = self.caps.all.min(self.transport.clock().saturating_add(self.caps.each));
        let accept = media_types.join(", ");
        let mut url = judged_url(url).map_err(|why| at(shown(url), why))?;
        let mut seen = Vec::new();
        loop {
            let answer = self.ask(&url, &accept, until).map_err(|why| at(&url, why))?;
            match answer.status {
                200 => {
                    let bytes = self.read(answer.body, until).map_err(|why| at(&url, why))?;
                    return Ok(Fetched { url, media_type: answer.media_type, bytes });
                }
                301 | 302 | 303 | 307 | 308 => {
                    let location = answer.location.ok_or_else(|| at(&url, "a redirect to nowhere"))?;
                    if seen.len() >= self.caps.redirects {
                        return Err(at(&url, format!("more than {} redirects", self.caps.redirects)));
                    }
                    let next = redirected(&url, &location);
                    let next = next.map_err(|why| at(&url, format!("redirects to {}: {why}", shown(&location))))?;
                    seen.push(url);
                    if seen.contains(&next) {
                        return Err(at(&next, "redirects in a circle"));
                    }
                    url = next;
                }
                status => return Err(at(&url, format!("the server answers {status}"))),
            }
        }
    }

    /// One request. Each is judged for itself, whoever led to it.
    fn ask(&mut self, url: &Url, accept: &str, until: Duration) -> Result<Answer, String> {
        if self.requests >= self.caps.requests {
            return Err(format!("not asked: there were {} requests already", self.caps.requests));
        }
        self.requests += 1;
        let addresses = match url.host() {
            Some(Host::Ipv4(address)) => vec![address.into()],
            Some(Host::Ipv6(address)) => vec![address.into()],
            Some(Host::Domain(name)) => self.transport.resolve(name, self.left(until)?)?,
            None => Vec::new(),
        };
        if addresses.is_empty() {
            return Err("the name has no address".into());
        }
        // One that is not public among public ones is no mistake that a good name makes.
        for address in &addresses {
            if let Some(why) = address::why_not(*address) {
                return Err(format!("{address} is not asked: that address is {why}"));
            }
        }
        self.transport.get(&Request { url, addresses: &addresses, accept, within: self.left(until)? })
    }

    /// The body. How long it is and how long it takes is up to the server, whatever it said before.
    fn read(&self, mut body: Box<dyn Read>, until: Duration) -> Result<Vec<u8>, String> {
        let (mut bytes, mut chunk) = (Vec::new(), [0; 8192]);
        loop {
            self.left(until)?;
            let read = match body.read(&mut chunk) {
                Ok(0) => return Ok(bytes),
                Ok(read) => chunk.get(..read).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.to_string()),
            };
            if bytes.len() + read.len() > self.caps.bytes {
                return Err(format!("more than {} bytes", self.caps.bytes));
            }
            bytes.extend_from_slice(read);
        }
    }

    fn left(&self, until: Duration) -> Result<Duration, String> {
        let left = until.saturating_sub(self.transport.clock());
        if left.is_zero() { Err("it took too long".into()) } else { Ok(left) }
    }
}

fn at(url: impl Display, why: impl Display) -> String {
    format!("{url}: {why}")
}

/// What others wrote, for one line of a terminal.
pub fn shown(text: &str) -> String {
    const MOST: usize = 200;
    let more = if text.chars().nth(MOST).is_some() { "…" } else { "" };
    format!("{:?}{more}", text.chars().take(MOST).collect::<String>())
}

/// A URL that may be asked, as far as the text of it shows.
pub fn judged_url(text: &str) -> Result<Url, String> {
    judged(Url::parse(text).map_err(|error| format!("no URL: {error}"))?)
}

/// Where a redirect leads to (RFC 9110, section 10.2.2), by the same rules.
fn redirected(from: &Url, location: &str) -> Result<Url, String> {
    judged(from.join(location).map_err(|error| format!("no URL: {error}"))?)
}

fn judged(mut url: Url) -> Result<Url, String> {
    if url.as_str().len() > 2048 {
        return Err("the URL is longer than 2048 bytes".into());
    }
    if url.scheme() != "https" {
        return Err(format!("`{}` is not https", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a URL with a user's name or a password".into());
    }
    // On other ports there are other services, which might take a request for something else.
    if let Some(port) = url.port() {
        return Err(format!("port {port} is not 443"));
    }
    // The server never sees it.
    url.set_fragment(None);
    Ok(url)
}
