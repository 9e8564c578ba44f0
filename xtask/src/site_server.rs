//! The site over HTTP, as a good host sends it: compressed, typed, with the security headers.

use crate::headers;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{Html, Response};
use axum::routing::get;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::ServeDir;

/// A folder and where it appears.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder that holds `index.html`.
    pub folder: PathBuf,
    /// The path below which it is served, `/` or `/some/prefix/`.
    pub prefix: String,
    /// Other pages of the same host, by path: one that embeds the site, for instance.
    pub pages: Vec<(String, String)>,
}

impl Site {
    /// The folder at the root of the host.
    pub fn at_root(folder: PathBuf) -> Self {
        Self { folder, prefix: "/".to_owned(), pages: Vec::new() }
    }

    fn router(&self) -> Router {
        let files = Router::new()
            .fallback_service(ServeDir::new(&self.folder))
            .layer(CompressionLayer::new().compress_when(is_worth_compressing()))
            .layer(middleware::from_fn(add_headers));
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

async fn add_headers(request: Request, next: Next) -> Response {
    let cache = headers::cache_control(request.uri().path());
    let mut response = next.run(request).await;
    let answer = response.headers_mut();
    for (name, value) in headers::security() {
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.insert(HeaderName::from_static(name), value);
        }
    }
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
