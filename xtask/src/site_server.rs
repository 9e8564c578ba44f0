//! The site over HTTP, as a good host sends it: compressed, typed, with the security headers.

use crate::headers;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{Html, Response};
use axum::routing::get;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::ServeDir;

type Headers = Arc<[(&'static str, String)]>;

/// A folder and where it appears.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder that holds `index.html`.
    pub folder: PathBuf,
    /// The path below which it is served, `/` or `/some/prefix/`.
    pub prefix: String,
    /// Other pages of the same host, by path: one that embeds the site, for instance.
    pub pages: Vec<(String, String)>,
    /// The headers of every answer beside that on caching.
    pub headers: Vec<(&'static str, String)>,
}

impl Site {
    /// The folder at the root of the host, with the security headers.
    pub fn at_root(folder: PathBuf) -> Self {
        let headers = headers::security().to_vec();
        Self { folder, prefix: "/".to_owned(), pages: Vec::new(), headers }
    }

    fn router(&self) -> Router {
        let headers: Headers = Arc::from(self.headers.as_slice());
        let files = Router::new()
            .fallback_service(ServeDir::new(&self.folder))
            .layer(CompressionLayer::new().compress_when(is_worth_compressing()))
            .layer(middleware::from_fn_with_state(headers, add_headers));
        let site = match self.prefix.trim_end_matches('/') {
            "" => files,
            prefix => Router::new().nest(&format!("{prefix}/"), files),
        };
        self.pages.iter().fold(site, |router, (path, page)| {
            let page = Html(page.clone());
            router.route(path, get(move || async move { page }))
        })
    }
}

/// Claims a port on this machine only; 0 takes any free one.
///
/// # Errors
/// One sentence when the port is taken.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).with_context(|| {
        format!("port {port} is not free: stop the program that uses it, or choose another with --port")
    })
}

/// Serves the site until the process ends.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(site: &Site, listener: TcpListener) -> Result<()> {
    listener.set_nonblocking(true)?;
    let router = site.router();
    tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}

/// Not of fonts, which are compressed in themselves; nor of pictures and what is very short, as by default.
fn is_worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}

async fn add_headers(State(headers): State<Headers>, request: Request, next: Next) -> Response {
    let cache = headers::cache_control(request.uri().path());
    let mut response = next.run(request).await;
    let answer = response.headers_mut();
    for (name, value) in headers.iter() {
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.insert(HeaderName::from_static(name), value);
        }
    }
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    /// What the server of a site answers to a request for a file that is not there.
    fn answer(site: Site) -> String {
        let listener = listen(0).expect("a free port");
        let address = listener.local_addr().expect("a port");
        thread::spawn(move || serve(&site, listener));
        let mut stream = TcpStream::connect(address).expect("a server");
        stream.write_all(b"GET /app/absent HTTP/1.0\r\n\r\n").expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    #[test]
    fn every_answer_has_the_headers_of_its_site() {
        let site = Site::at_root(std::env::temp_dir());
        let secured = answer(site.clone());
        assert!(secured.contains("content-security-policy: default-src 'none'"), "{secured}");
        let open = answer(Site { headers: Vec::new(), ..site });
        assert!(open.contains("cache-control: public") && !open.contains("content-security"), "{open}");
    }
}
