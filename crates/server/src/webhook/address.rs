//! Which addresses may be called.
//!
//! A client could name an address that only this machine can reach: a metadata service of a cloud,
//! a database, a router. So names are resolved here, every address is looked at, and the one that
//! was looked at is the one that is called; redirects are not followed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Hosts that may be called though they are not public.
#[derive(Clone, Debug)]
pub(crate) struct Addresses(pub(crate) Arc<Vec<String>>);

impl Addresses {
    fn is_listed(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

const URL_BYTES_MAX: usize = 2_000;

/// Whether events may be sent to `text`; what is wrong with it, otherwise.
pub(crate) fn check(text: &str, addresses: &Addresses) -> Result<Url, String> {
    if text.len() > URL_BYTES_MAX {
        return Err(format!("has {} bytes, expected at most {URL_BYTES_MAX}", text.len()));
    }
    let url = Url::parse(text).map_err(|error| format!("is no address: {error}"))?;
    let Some(host) = url.host_str().map(|host| host.trim_matches(['[', ']']).to_owned()) else {
        return Err("names no host".into());
    };
    if addresses.is_listed(&host) {
        return match url.scheme() {
            "http" | "https" => Ok(url),
            other => Err(format!("begins with `{other:.20}`, expected https")),
        };
    }
    if url.scheme() != "https" {
        return Err(format!("begins with `{:.20}`, expected https", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a password, expected none: events are signed instead".into());
    }
    match host.parse::<IpAddr>() {
        Ok(address) if !is_public(address) => {
            Err(format!("is in a network of its own ({address}), expected a public host"))
        }
        _ if host.eq_ignore_ascii_case("localhost") || host.ends_with(".localhost") => {
            Err("is this machine, expected a public host".into())
        }
        _ => Ok(url),
    }
}

impl Resolve for Addresses {
    fn resolve(&self, name: Name) -> Resolving {
        let any = self.is_listed(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fine: Vec<SocketAddr> =
                found.filter(|address| any || is_public(address.ip())).collect();
            if fine.is_empty() {
                return Err(format!("`{}` has no public address", name.as_str()).into());
            }
            Ok(Box::new(fine.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the public internet: none of the special ones of RFC 6890.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let part = address.segments();
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    // Only global unicast, without documentation, Teredo, and 6to4, which hide another address.
    // NAT64 (64:ff9b::) is outside of 2000::/3.
    part[0] & 0xe000 == 0x2000
        && !(part[0] == 0x2001 && part[1] < 0x0200)
        && !(part[0] == 0x2001 && part[1] == 0x0db8)
        && part[0] != 0x2002
        && part[0] != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<Url, String> {
        check(text, &Addresses(Arc::new(vec!["hooks.lan".into()])))
    }

    #[test]
    fn only_public_hosts_by_https_are_called() {
        for fine in [
            "https://example.com/x?y=1",
            "https://93.184.216.34/",
            "https://[2606:2800:220:1::1]/",
            "http://hooks.lan:8080/",
        ] {
            assert!(told(fine).is_ok(), "{fine}");
        }
        for bad in [
            "http://example.com/",
            "ftp://hooks.lan/",
            "file:///etc/passwd",
            "https://user:word@example.com/",
            "https://localhost/",
            "https://a.localhost/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://10.0.0.1/",
            "https://172.16.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://",
            "nonsense",
        ] {
            assert!(told(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_called() {
        use std::str::FromStr as _;
        let none = Addresses(Arc::default());
        let refused = none.resolve(Name::from_str("localhost").unwrap()).await;
        assert!(refused.err().unwrap().to_string().contains("no public address"));
        let listed = Addresses(Arc::new(vec!["localhost".into()]));
        assert!(
            listed.resolve(Name::from_str("localhost").unwrap()).await.unwrap().next().is_some()
        );
    }
}
