//! The network, by way of `ureq`.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::fetcher::{Answer, Request, Transport};

/// HTTPS. Certificates are checked against Mozilla's roots, which are built in, so that the machine has no say.
pub struct Https {
    begun: Instant,
    tls: TlsConfig,
    port: u16,
}

impl Https {
    pub fn new() -> Self {
        Self::on_port(443)
    }

    /// For the tests: whoever fetches has checked that the URL names no other port.
    pub fn on_port(port: u16) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls =
            TlsConfig::builder().root_certs(RootCerts::WebPki).unversioned_rustls_crypto_provider(provider).build();
        Https { begun: Instant::now(), tls, port }
    }

    fn config(&self, request: &Request<'_>) -> Config {
        ureq::Agent::config_builder()
            .https_only(true)
            // A proxy, which the environment may name, would look up names by itself.
            .proxy(None)
            // Redirects are judged before they are followed.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(request.within))
            .max_response_header_size(32 << 10)
            // No connection serves twice: it was judged for one request.
            .max_idle_connections(0)
            .user_agent("openbadges-verify-online")
            .accept(request.accept)
            .tls_config(self.tls.clone())
            .build()
    }
}

impl Transport for Https {
    fn clock(&self) -> Duration {
        self.begun.elapsed()
    }

    /// The system's resolver cannot be hurried: a thread waits for it, and this one no longer than it may.
    fn resolve(&self, name: &str, within: Duration) -> Result<Vec<IpAddr>, String> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (name, port) = (name.to_owned(), self.port);
        std::thread::spawn(move || sender.send((name.as_str(), port).to_socket_addrs()));
        match receiver.recv_timeout(within) {
            Ok(Ok(found)) => Ok(found.map(|address| address.ip()).collect()),
            Ok(Err(error)) => Err(format!("the name cannot be looked up: {error}")),
            Err(_) => Err("the name cannot be looked up in time".into()),
        }
    }

    fn get(&self, request: &Request<'_>) -> Result<Answer, String> {
        let only = Only(request.addresses.iter().map(|address| SocketAddr::new(*address, self.port)).collect());
        // The agent has no jar for cookies and no credentials to send: those features are not compiled in.
        let agent = ureq::Agent::with_parts(self.config(request), DefaultConnector::default(), only);
        let response = agent.get(request.url.as_str()).call().map_err(|error| error.to_string())?;
        let (head, body) = response.into_parts();
        let header = |name| text(&head.headers, name);
        Ok(Answer {
            status: head.status.as_u16(),
            location: header("location"),
            media_type: header("content-type"),
            body: Box::new(body.into_reader()),
        })
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Finds the judged addresses for whatever is asked, and nothing else.
#[derive(Debug)]
struct Only(Vec<SocketAddr>);

impl Resolver for Only {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut addresses = self.empty();
        // There is room for so many; one more would be a panic.
        self.0.iter().take(16).for_each(|address| addresses.push(*address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}
