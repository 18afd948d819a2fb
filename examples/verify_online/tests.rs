//! Without a network: what is fetched from is a table. A server on this machine could not be asked at all, by design.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::IpAddr;
use std::rc::Rc;
use std::time::Duration;

use openbadges::did::{IssuerDocuments, IssuerKey};
use openbadges::key::{Seed, SigningKey};
use openbadges::model::Profile;
use openbadges::verify::{Policy, Report, Verdict, Verifier};

use crate::address::why_not;
use crate::fetcher::{Answer, Caps, Fetched, Fetcher, Request, Transport, judged_url, shown};
use crate::https::Https;
use crate::{gather, printable};

const PUBLIC: &str = "93.184.215.14";

/// Names and answers as told, and a clock that moves when something takes time.
#[derive(Default)]
struct Fake {
    names: BTreeMap<&'static str, Vec<&'static str>>,
    answers: BTreeMap<&'static str, Reply>,
    clock: Rc<Cell<Duration>>,
    /// How much was read of bodies without end.
    read: Rc<Cell<usize>>,
    /// What was asked: the URL, the addresses, the media types, the time that was left.
    asked: RefCell<Vec<(String, String, String, Duration)>>,
    looked_up: RefCell<Vec<String>>,
}

#[derive(Clone, Default)]
struct Reply {
    status: u16,
    location: Option<&'static str>,
    media_type: Option<&'static str>,
    body: Vec<u8>,
    takes: Duration,
    /// A body without end, of which each byte takes this long.
    drips: Option<Duration>,
}

struct Drips {
    clock: Rc<Cell<Duration>>,
    read: Rc<Cell<usize>>,
    each: Duration,
}

impl Read for Drips {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = if self.each.is_zero() { buffer.len() } else { 1 };
        buffer[..most].fill(b' ');
        self.clock.set(self.clock.get() + self.each);
        self.read.set(self.read.get() + most);
        Ok(most)
    }
}

impl Fake {
    fn new() -> Self {
        Fake::default().name("a.example", &[PUBLIC]).name("b.example", &["2606:4700::6810:84e5", "104.16.132.229"])
    }

    fn name(mut self, name: &'static str, addresses: &[&'static str]) -> Self {
        self.names.insert(name, addresses.to_vec());
        self
    }

    fn reply(mut self, url: &'static str, reply: Reply) -> Self {
        self.answers.insert(url, reply);
        self
    }

    fn ok(self, url: &'static str, body: impl Into<Vec<u8>>) -> Self {
        self.reply(url, Reply { status: 200, body: body.into(), ..Reply::default() })
    }

    fn redirect(self, url: &'static str, location: &'static str) -> Self {
        self.reply(url, Reply { status: 302, location: Some(location), ..Reply::default() })
    }

    fn fetch(&self, url: &str) -> Result<Fetched, String> {
        Fetcher::new(self, Caps::default()).fetch(url, &["application/json"])
    }

    fn urls(&self) -> Vec<String> {
        self.asked.borrow().iter().map(|(url, ..)| url.clone()).collect()
    }
}

impl Transport for &Fake {
    fn clock(&self) -> Duration {
        self.clock.get()
    }

    fn resolve(&self, name: &str, _: Duration) -> Result<Vec<IpAddr>, String> {
        self.looked_up.borrow_mut().push(name.to_owned());
        let addresses = self.names.get(name).ok_or("there is no such name")?;
        Ok(addresses.iter().map(|address| address.parse().unwrap()).collect())
    }

    fn get(&self, request: &Request<'_>) -> Result<Answer, String> {
        let addresses: Vec<String> = request.addresses.iter().map(IpAddr::to_string).collect();
        let asked = (request.url.to_string(), addresses.join(" "), request.accept.to_owned(), request.within);
        self.asked.borrow_mut().push(asked);
        let reply =
            self.answers.get(request.url.as_str()).cloned().unwrap_or(Reply { status: 404, ..Reply::default() });
        self.clock.set(self.clock.get() + reply.takes);
        let body: Box<dyn Read> = match reply.drips {
            Some(each) => Box::new(Drips { clock: self.clock.clone(), read: self.read.clone(), each }),
            None => Box::new(io::Cursor::new(reply.body)),
        };
        Ok(Answer {
            status: reply.status,
            location: reply.location.map(str::to_owned),
            media_type: reply.media_type.map(str::to_owned),
            body,
        })
    }
}

#[test]
fn addresses() {
    for (address, why) in [
        // The first and last of each range, and their public neighbours.
        ("0.0.0.0", Some("this network")),
        ("0.255.255.255", Some("this network")),
        ("1.0.0.0", None),
        ("9.255.255.255", None),
        ("10.0.0.0", Some("private")),
        ("10.255.255.255", Some("private")),
        ("11.0.0.0", None),
        ("100.63.255.255", None),
        ("100.64.0.0", Some("shared behind a carrier's NAT")),
        ("100.100.100.200", Some("shared behind a carrier's NAT")),
        ("100.127.255.255", Some("shared behind a carrier's NAT")),
        ("100.128.0.0", None),
        ("126.255.255.255", None),
        ("127.0.0.0", Some("loopback")),
        ("127.0.0.1", Some("loopback")),
        ("127.255.255.255", Some("loopback")),
        ("128.0.0.0", None),
        ("168.63.129.15", None),
        ("168.63.129.16", Some("a cloud's own service")),
        ("168.63.129.17", None),
        ("169.253.255.255", None),
        ("169.254.0.0", Some("link-local")),
        ("169.254.169.254", Some("link-local")),
        ("169.254.255.255", Some("link-local")),
        ("169.255.0.0", None),
        ("172.15.255.255", None),
        ("172.16.0.0", Some("private")),
        ("172.31.255.255", Some("private")),
        ("172.32.0.0", None),
        ("191.255.255.255", None),
        ("192.0.0.0", Some("for protocols")),
        ("192.0.0.192", Some("for protocols")),
        ("192.0.0.255", Some("for protocols")),
        ("192.0.1.0", None),
        ("192.0.2.0", Some("for documentation")),
        ("192.0.2.255", Some("for documentation")),
        ("192.0.3.0", None),
        ("192.88.98.255", None),
        ("192.88.99.0", Some("a relay of 6to4")),
        ("192.88.99.255", Some("a relay of 6to4")),
        ("192.88.100.0", None),
        ("192.167.255.255", None),
        ("192.168.0.0", Some("private")),
        ("192.168.255.255", Some("private")),
        ("192.169.0.0", None),
        ("198.17.255.255", None),
        ("198.18.0.0", Some("for benchmarks")),
        ("198.19.255.255", Some("for benchmarks")),
        ("198.20.0.0", None),
        ("198.51.99.255", None),
        ("198.51.100.0", Some("for documentation")),
        ("198.51.100.255", Some("for documentation")),
        ("198.51.101.0", None),
        ("203.0.112.255", None),
        ("203.0.113.0", Some("for documentation")),
        ("203.0.113.255", Some("for documentation")),
        ("203.0.114.0", None),
        ("223.255.255.255", None),
        ("224.0.0.0", Some("multicast")),
        ("239.255.255.255", Some("multicast")),
        ("240.0.0.0", Some("reserved")),
        ("255.255.255.255", Some("reserved")),
        ("8.8.8.8", None),
        (PUBLIC, None),
        ("::", Some("no address")),
        ("::1", Some("loopback")),
        ("::2", Some("not of the public internet")),
        // IPv4 in the form that nobody uses any more.
        ("::7f00:1", Some("not of the public internet")),
        ("::808:808", Some("not of the public internet")),
        // IPv4 in IPv6.
        ("::ffff:127.0.0.1", Some("loopback")),
        ("::ffff:10.1.2.3", Some("private")),
        ("::ffff:169.254.169.254", Some("link-local")),
        ("::ffff:8.8.8.8", None),
        ("::ffff:0:127.0.0.1", Some("not of the public internet")),
        // NAT64.
        ("64:ff9b::127.0.0.1", Some("loopback")),
        ("64:ff9b::10.1.2.3", Some("private")),
        ("64:ff9b::192.168.1.1", Some("private")),
        ("64:ff9b::169.254.169.254", Some("link-local")),
        ("64:ff9b::8.8.8.8", None),
        ("64:ff9b:0:0:0:1:808:808", Some("not of the public internet")),
        ("64:ff9b:1::808:808", Some("not of the public internet")),
        ("100::1", Some("not of the public internet")),
        ("1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Some("not of the public internet")),
        ("2000::", None),
        ("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", None),
        ("2001::", Some("for protocols")),
        // Teredo.
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Some("for protocols")),
        ("2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Some("for protocols")),
        ("2001:200::", None),
        ("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", None),
        ("2001:db8::", Some("for documentation")),
        ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", Some("for documentation")),
        ("2001:db9::", None),
        ("2002:7f00:1::", Some("6to4, with another address inside")),
        ("2002:808:808::1", Some("6to4, with another address inside")),
        ("2003::", None),
        ("2606:4700::6810:84e5", None),
        ("2a00:1450:4001:830::200e", None),
        ("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", None),
        ("3fff::", Some("for documentation")),
        ("3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", Some("for documentation")),
        ("3fff:1000::", None),
        ("4000::", Some("not of the public internet")),
        ("5f00::1", Some("not of the public internet")),
        ("fbff::1", Some("not of the public internet")),
        ("fc00::", Some("private")),
        ("fd00:ec2::254", Some("private")),
        ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Some("private")),
        ("fe80::1", Some("link-local")),
        ("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Some("link-local")),
        ("fec0::1", Some("not of the public internet")),
        ("ff00::", Some("multicast")),
        ("ff02::1", Some("multicast")),
    ] {
        assert_eq!(why_not(address.parse().unwrap()), why, "{address}");
    }
}

#[test]
fn urls() {
    let long = format!("https://a.example/{}", "x".repeat(2048));
    for (url, judged) in [
        ("https://a.example", Ok("https://a.example/")),
        ("https://a.example:443/x?y=z", Ok("https://a.example/x?y=z")),
        ("https://a.example/keys#key-1", Ok("https://a.example/keys")),
        ("https://bücher.example/", Ok("https://xn--bcher-kva.example/")),
        ("http://a.example/", Err("`http` is not https")),
        ("HTTP://a.example/", Err("`http` is not https")),
        ("file:///etc/passwd", Err("`file` is not https")),
        ("ftp://a.example/", Err("`ftp` is not https")),
        ("data:application/json,{}", Err("`data` is not https")),
        ("did:web:a.example", Err("`did` is not https")),
        ("https://a.example:8443/", Err("port 8443 is not 443")),
        ("https://a.example:80/", Err("port 80 is not 443")),
        ("https://user@a.example/", Err("a URL with a user's name or a password")),
        ("https://user:secret@a.example/", Err("a URL with a user's name or a password")),
        ("https://:secret@a.example/", Err("a URL with a user's name or a password")),
        ("https://", Err("no URL: empty host")),
        ("/did.json", Err("no URL: relative URL without a base")),
        ("", Err("no URL: relative URL without a base")),
        (&long, Err("the URL is longer than 2048 bytes")),
    ] {
        let found = judged_url(url);
        assert_eq!(found.as_ref().map(url::Url::as_str).map_err(String::as_str), judged, "{url}");
    }
}

#[test]
fn a_document() {
    let json = Some("application/json");
    let reply = Reply { status: 200, media_type: json, body: b"{}".to_vec(), ..Reply::default() };
    let fake = Fake::new().reply("https://b.example/did.json", reply);
    let mut fetcher = Fetcher::new(&fake, Caps::default());
    let fetched = fetcher.fetch("https://b.example/did.json#key", &["application/did+json", "application/json"]);
    let url = "https://b.example/did.json".parse().unwrap();
    assert_eq!(fetched, Ok(Fetched { url, media_type: json.map(str::to_owned), bytes: b"{}".to_vec() }));
    // Just the judged addresses are handed on, and the name was looked up once.
    let (url, addresses) = ("https://b.example/did.json".to_owned(), "2606:4700::6810:84e5 104.16.132.229".to_owned());
    let accept = "application/did+json, application/json".to_owned();
    assert_eq!(*fake.asked.borrow(), [(url, addresses, accept, Duration::from_secs(10))]);
    assert_eq!(*fake.looked_up.borrow(), ["b.example"]);
}

#[test]
fn what_is_not_asked() {
    let fake = Fake::new()
        .name("localhost", &["127.0.0.1", "::1"])
        .name("inside.example", &["10.0.0.7"])
        .name("both.example", &[PUBLIC, "169.254.169.254"])
        .name("none.example", &[]);
    for (url, why) in [
        ("https://127.0.0.1/", "https://127.0.0.1/: 127.0.0.1 is not asked: that address is loopback"),
        // The same address in other clothes.
        ("https://2130706433/", "https://127.0.0.1/: 127.0.0.1 is not asked: that address is loopback"),
        ("https://0x7f.1/", "https://127.0.0.1/: 127.0.0.1 is not asked: that address is loopback"),
        ("https://0177.0.0.1/", "https://127.0.0.1/: 127.0.0.1 is not asked: that address is loopback"),
        ("https://①②⑦.0.0.1/", "https://127.0.0.1/: 127.0.0.1 is not asked: that address is loopback"),
        ("https://[::1]/", "https://[::1]/: ::1 is not asked: that address is loopback"),
        (
            "https://[::ffff:7f00:1]/",
            "https://[::ffff:7f00:1]/: ::ffff:127.0.0.1 is not asked: that address is loopback",
        ),
        ("https://localhost/", "https://localhost/: 127.0.0.1 is not asked: that address is loopback"),
        ("https://inside.example/", "https://inside.example/: 10.0.0.7 is not asked: that address is private"),
        // One good address does not make the other good.
        ("https://both.example/", "https://both.example/: 169.254.169.254 is not asked: that address is link-local"),
        ("https://none.example/", "https://none.example/: the name has no address"),
        ("https://other.example/", "https://other.example/: there is no such name"),
        ("http://a.example/", "\"http://a.example/\": `http` is not https"),
        ("https://a.example:22/\u{1b}[2J", "\"https://a.example:22/\\u{1b}[2J\": port 22 is not 443"),
    ] {
        assert_eq!(fake.fetch(url), Err(why.to_owned()), "{url}");
    }
    assert_eq!(fake.urls(), [""; 0]);
}

#[test]
fn redirects() {
    let fake = Fake::new()
        .name("inside.example", &["192.168.0.1"])
        .ok("https://a.example/end", "end")
        .ok("https://b.example/end?q", "other end")
        .redirect("https://a.example/dir/relative", "../end#fragment")
        .redirect("https://a.example/root", "/end")
        .redirect("https://a.example/host", "//b.example/end?q")
        .redirect("https://a.example/absolute", "https://b.example/end?q")
        .redirect("https://a.example/three", "two")
        .redirect("https://a.example/two", "one")
        .redirect("https://a.example/one", "end")
        .redirect("https://a.example/four", "three")
        .redirect("https://a.example/itself", "itself#again")
        .redirect("https://a.example/there", "https://b.example/back")
        .redirect("https://b.example/back", "https://a.example/there")
        .redirect("https://a.example/http", "http://a.example/end")
        .redirect("https://a.example/file", "file:///etc/passwd")
        .redirect("https://a.example/loopback", "https://127.0.0.1/end")
        .redirect("https://a.example/metadata", "https://[::ffff:a9fe:a9fe]/latest/meta-data")
        .redirect("https://a.example/inside", "https://inside.example/")
        .redirect("https://a.example/port", "https://a.example:8080/end")
        .redirect("https://a.example/user", "https://user:secret@a.example/end")
        .redirect("https://a.example/empty", "https://")
        .reply("https://a.example/nowhere", Reply { status: 301, ..Reply::default() });
    let ended = |path: &str| {
        let fetched = fake.fetch(&format!("https://a.example/{path}"))?;
        Ok(format!("{} {}", fetched.url, String::from_utf8(fetched.bytes).unwrap()))
    };
    for (path, end) in [
        ("dir/relative", Ok("https://a.example/end end")),
        ("root", Ok("https://a.example/end end")),
        ("host", Ok("https://b.example/end?q other end")),
        ("absolute", Ok("https://b.example/end?q other end")),
        ("three", Ok("https://a.example/end end")),
        ("four", Err("https://a.example/one: more than 3 redirects")),
        ("itself", Err("https://a.example/itself: redirects in a circle")),
        ("there", Err("https://a.example/there: redirects in a circle")),
        ("http", Err("https://a.example/http: redirects to \"http://a.example/end\": `http` is not https")),
        ("file", Err("https://a.example/file: redirects to \"file:///etc/passwd\": `file` is not https")),
        ("loopback", Err("https://127.0.0.1/end: 127.0.0.1 is not asked: that address is loopback")),
        (
            "metadata",
            Err("https://[::ffff:a9fe:a9fe]/latest/meta-data: \
                 ::ffff:169.254.169.254 is not asked: that address is link-local"),
        ),
        ("inside", Err("https://inside.example/: 192.168.0.1 is not asked: that address is private")),
        ("port", Err("https://a.example/port: redirects to \"https://a.example:8080/end\": port 8080 is not 443")),
        (
            "user",
            Err("https://a.example/user: redirects to \"https://user:secret@a.example/end\": \
                 a URL with a user's name or a password"),
        ),
        ("empty", Err("https://a.example/empty: redirects to \"https://\": no URL: empty host")),
        ("nowhere", Err("https://a.example/nowhere: a redirect to nowhere")),
        ("missing", Err("https://a.example/missing: the server answers 404")),
    ] {
        assert_eq!(ended(path), end.map(str::to_owned).map_err(str::to_owned), "{path}");
    }
}

#[test]
fn every_hop_is_looked_up_and_judged() {
    let fake = Fake::new().redirect("https://a.example/", "https://b.example/").ok("https://b.example/", "{}");
    fake.fetch("https://a.example/").unwrap();
    assert_eq!(*fake.looked_up.borrow(), ["a.example", "b.example"]);
    let asked: Vec<_> = fake.asked.borrow().iter().map(|(_, addresses, ..)| addresses.clone()).collect();
    assert_eq!(asked, [PUBLIC, "2606:4700::6810:84e5 104.16.132.229"]);
}

#[test]
fn only_200_is_an_answer() {
    for status in [199, 201, 204, 206, 300, 304, 305, 306, 400, 401, 404, 407, 500, 503] {
        let reply = Reply { status, location: Some("https://b.example/"), body: b"{}".to_vec(), ..Reply::default() };
        let fake = Fake::new().reply("https://a.example/", reply).ok("https://b.example/", "{}");
        let why = format!("https://a.example/: the server answers {status}");
        assert_eq!(fake.fetch("https://a.example/"), Err(why));
    }
    for status in [301, 302, 303, 307, 308] {
        let reply = Reply { status, location: Some("https://b.example/"), ..Reply::default() };
        let fake = Fake::new().reply("https://a.example/", reply).ok("https://b.example/", "{}");
        assert_eq!(fake.fetch("https://a.example/").unwrap().url.as_str(), "https://b.example/");
    }
}

#[test]
fn size() {
    let most = 256 << 10;
    let fake = Fake::new()
        .ok("https://a.example/most", vec![b' '; most])
        .ok("https://a.example/more", vec![b' '; most + 1])
        .ok("https://a.example/empty", "");
    assert_eq!(fake.fetch("https://a.example/most").unwrap().bytes.len(), most);
    assert_eq!(fake.fetch("https://a.example/more"), Err("https://a.example/more: more than 262144 bytes".into()));
    assert_eq!(fake.fetch("https://a.example/empty").unwrap().bytes, b"");
}

#[test]
fn a_body_without_end() {
    let endless = |each| Reply { status: 200, drips: Some(each), ..Reply::default() };
    let fake = Fake::new().reply("https://a.example/", endless(Duration::ZERO));
    assert_eq!(fake.fetch("https://a.example/"), Err("https://a.example/: more than 262144 bytes".into()));
    assert_eq!(fake.read.get(), (256 << 10) + 8192);
    // Slow enough to stay below the cap, it meets the deadline.
    let fake = Fake::new().reply("https://a.example/", endless(Duration::from_millis(100)));
    assert_eq!(fake.fetch("https://a.example/"), Err("https://a.example/: it took too long".into()));
    assert_eq!((fake.read.get(), fake.clock.get()), (100, Duration::from_secs(10)));
}

#[test]
fn time() {
    let slow =
        |location| Reply { status: 302, location: Some(location), takes: Duration::from_secs(4), ..Reply::default() };
    let fake = Fake::new()
        .reply("https://a.example/1", slow("2"))
        .reply("https://a.example/2", slow("3"))
        .reply("https://a.example/3", slow("4"))
        .ok("https://a.example/4", "{}");
    let mut fetcher = Fetcher::new(&fake, Caps::default());
    // The deadline is that of all hops together; each is told what is left of it.
    assert_eq!(fetcher.fetch("https://a.example/1", &[]), Err("https://a.example/4: it took too long".into()));
    let left = || fake.asked.borrow().iter().map(|(.., left)| left.as_secs()).collect::<Vec<_>>();
    assert_eq!(left(), [10, 6, 2]);
    // At 12 s the next fetch has 10 s of its own, at 24 s only what is left of the 30 s for all.
    assert_eq!(fetcher.fetch("https://a.example/1", &[]), Err("https://a.example/4: it took too long".into()));
    assert_eq!(fetcher.fetch("https://a.example/1", &[]), Err("https://a.example/3: it took too long".into()));
    assert_eq!(left(), [10, 6, 2, 10, 6, 2, 6, 2]);
    assert_eq!(fetcher.fetch("https://a.example/4", &[]), Err("https://a.example/4: it took too long".into()));
    assert_eq!(fake.urls().len(), 8);
}

#[test]
fn number_of_requests() {
    let fake = Fake::new().redirect("https://a.example/1", "2").ok("https://a.example/2", "{}");
    let mut fetcher = Fetcher::new(&fake, Caps { requests: 3, ..Caps::default() });
    assert!(fetcher.fetch("https://a.example/1", &[]).is_ok());
    let why = "https://a.example/2: not asked: there were 3 requests already";
    assert_eq!(fetcher.fetch("https://a.example/1", &[]), Err(why.into()));
    assert_eq!(fake.urls(), ["https://a.example/1", "https://a.example/2", "https://a.example/1"]);
}

/// A badge whose issuer is a page: `https://badges.example.edu/issuer`.
const BADGE: &[u8] = include_bytes!("../../fixtures/golden/project-work.json");
const PAGE: &str = "https://badges.example.edu/issuer";

fn profile(seed: &Seed) -> String {
    let key = SigningKey::from_seed(seed).verifying_key();
    let profile = Profile::new(PAGE).with_name("Example Community College");
    IssuerDocuments::new(profile, [IssuerKey::new(key)]).unwrap().profile().unwrap().to_pretty()
}

fn own_profile() -> String {
    profile(&Seed::from_hex(include_str!("../../fixtures/demonstration.seed")).unwrap())
}

fn verify(badge: &[u8], fake: &Fake) -> (Report, Vec<String>) {
    let (verifier, mut said) = (Verifier::new(Policy::strict()), Vec::new());
    let resources = gather(&verifier, badge, &mut Fetcher::new(fake, Caps::default()), |line| said.push(line));
    (verifier.verify(badge, &resources, "2026-07-01T00:00:00Z".parse().unwrap()), said)
}

#[test]
fn a_badge_and_what_it_needs() {
    let fake = || Fake::new().name("badges.example.edu", &[PUBLIC]);
    let (report, said) = verify(BADGE, &fake().ok(PAGE, own_profile()));
    assert_eq!(report.verdict(), Verdict::Verified, "{report}");
    assert_eq!(said, [format!("fetched {PAGE:?} from {PAGE}")]);

    // Where a redirect led is shown, but does not change what the document was asked for.
    let moved = fake().redirect(PAGE, "https://b.example/profile").ok("https://b.example/profile", own_profile());
    let (report, said) = verify(BADGE, &moved);
    assert_eq!(report.verdict(), Verdict::Verified, "{report}");
    assert_eq!(said, [format!("fetched {PAGE:?} from https://b.example/profile")]);

    // What a server calls a document neither helps nor harms it.
    for media_type in [None, Some("text/html"), Some("image/png"), Some("\"")] {
        let reply = Reply { status: 200, media_type, body: own_profile().into(), ..Reply::default() };
        assert_eq!(verify(BADGE, &fake().reply(PAGE, reply)).0.verdict(), Verdict::Verified);
    }
    let body = b"<html>".to_vec();
    let reply = Reply { status: 200, media_type: Some("application/json"), body, ..Reply::default() };
    let (report, said) = verify(BADGE, &fake().reply(PAGE, reply));
    assert_eq!(report.verdict(), Verdict::Undecided);
    let [line] = said.as_slice() else { panic!("{said:?}") };
    assert!(line.starts_with(&format!("lacking {PAGE:?}: {PAGE}: ")), "{line}");
    assert!(line.ends_with("(the server calls it \"application/json\")"), "{line}");

    // Another's keys are not the issuer's.
    assert_eq!(verify(BADGE, &fake().ok(PAGE, profile(&Seed::from_bytes([8; 32])))).0.verdict(), Verdict::NotVerified);
}

#[test]
fn what_cannot_be_fetched_is_asked_for_once_and_lacking() {
    for (fake, why) in [
        (Fake::new(), "there is no such name"),
        (Fake::new().name("badges.example.edu", &["10.0.0.1"]), "10.0.0.1 is not asked: that address is private"),
        (Fake::new().name("badges.example.edu", &[PUBLIC]), "the server answers 404"),
    ] {
        let (report, said) = verify(BADGE, &fake);
        assert_eq!(report.verdict(), Verdict::Undecided, "{report}");
        assert_eq!(said, [format!("lacking {PAGE:?}: {PAGE}: {why}")]);
        assert_eq!(*fake.looked_up.borrow(), ["badges.example.edu"]);
    }
}

#[test]
fn a_badge_that_needs_nothing() {
    let fake = Fake::new();
    let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
    let (report, said) = verify(badge, &fake);
    assert_eq!((report.verdict(), said), (Verdict::Verified, Vec::new()));
    let (report, said) = verify(b"no badge", &fake);
    assert!(!report.is_readable());
    assert_eq!((said, fake.looked_up.borrow().len()), (Vec::new(), 0));
}

/// A server that hears somebody out for the first bytes of TLS, and says nothing.
fn silent_server() -> (u16, std::thread::JoinHandle<Vec<u8>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = std::thread::spawn(move || {
        let mut heard = vec![0; 1024];
        let (mut stream, _) = listener.accept().unwrap();
        let most = stream.read(&mut heard).unwrap();
        heard.truncate(most);
        // Until the other side has had enough.
        let _ = stream.read_to_end(&mut Vec::new());
        heard
    });
    (port, heard)
}

#[test]
fn the_network_asks_the_judged_address_and_waits_no_longer_than_told() {
    let (port, heard) = silent_server();
    // A name that nobody can look up: if it is asked at all, then at the address that was handed over.
    let url = "https://nowhere.invalid/did.json".parse().unwrap();
    let within = Duration::from_millis(300);
    let request = Request { url: &url, addresses: &["127.0.0.1".parse().unwrap()], accept: "application/json", within };
    let https = Https::on_port(port);
    let begun = https.clock();
    assert_eq!(https.get(&request).err().as_deref(), Some("timeout: global"));
    assert!(https.clock() - begun >= within);
    // It says whom it wants to talk to (TLS, server name), and nothing before the other has proven to be that.
    let heard = heard.join().unwrap();
    assert_eq!(heard.first(), Some(&0x16), "a handshake of TLS");
    assert!(heard.windows(15).any(|part| part == b"nowhere.invalid"));
    assert!(!heard.windows(8).any(|part| part == b"did.json"));
}

#[test]
fn the_network_asks_nobody_where_no_address_was_judged() {
    let url = "https://localhost/".parse().unwrap();
    let request = Request { url: &url, addresses: &[], accept: "*/*", within: Duration::from_secs(5) };
    assert_eq!(Https::new().get(&request).err().as_deref(), Some("host not found"));
}

#[test]
fn words_of_others_steer_no_terminal() {
    assert_eq!(printable("a\u{1b}[2J\r\nb"), "a\u{fffd}[2J\u{fffd}\u{fffd}b");
    assert_eq!(shown("a\u{1b}\""), r#""a\u{1b}\"""#);
    assert_eq!(shown(&"x".repeat(200)), format!("\"{}\"", "x".repeat(200)));
    assert_eq!(shown(&"x".repeat(201)), format!("\"{}\"…", "x".repeat(200)));
}
