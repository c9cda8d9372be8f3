//! Compressed answers and requests.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use edutracker_service::{Options, Service, demo::Size, router};
use http::{Request, Response, header};
use http_body_util::BodyExt;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use support::World;
use tower::ServiceExt;

const REVIEWER: &str = "reviewer@agoria.example";

async fn asked(world: &World, token: &str, path: &str, coding: &str) -> Response<Body> {
    let request = Request::get(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT_ENCODING, coding);
    let request = request.body(Body::empty()).unwrap();
    router(world.service.clone())
        .oneshot(request)
        .await
        .unwrap()
}

async fn sent(
    world: &World,
    token: &str,
    path: &str,
    coding: &str,
    body: Vec<u8>,
) -> support::Reply {
    let digest = Sha256::digest(&body);
    let digest = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, digest);
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_ENCODING, coding)
        .header("content-digest", format!("sha-256=:{digest}:"));
    world.send(request.body(Body::from(body)).unwrap()).await
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_ask() {
    let world = World::new();
    let token = world.token(REVIEWER).await;
    let plain = world.get("/v1/changes?types=offer", &token).await;
    assert!(!plain.headers.contains_key(header::CONTENT_ENCODING));
    for coding in ["zstd", "gzip"] {
        let answer = asked(&world, &token, "/v1/changes?types=offer", coding).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], coding);
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "application/x-ndjson"
        );
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(bytes.len() * 4 < plain.text.len(), "{}", bytes.len());
        let mut text = String::new();
        match coding {
            "zstd" => zstd::stream::read::Decoder::new(&*bytes)
                .unwrap()
                .read_to_string(&mut text),
            _ => flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text),
        }
        .unwrap();
        // The cursors say when they were given, which is the same moment here.
        assert!(text == plain.text, "{coding}");
    }
    let best = asked(&world, &token, "/v1/changes", "gzip, zstd, br").await;
    assert_eq!(best.headers()[header::CONTENT_ENCODING], "zstd");
}

/// What can be read of a compressed stream that goes on.
fn readable(bytes: &[u8], coding: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut piece = [0; 1 << 16];
    let mut reader: Box<dyn Read> = match coding {
        "zstd" => Box::new(zstd::stream::read::Decoder::new(bytes).unwrap()),
        _ => Box::new(flate2::read::GzDecoder::new(bytes)),
    };
    while let Ok(n @ 1..) = reader.read(&mut piece) {
        out.extend_from_slice(&piece[..n]);
    }
    out
}

/// The client can work on the first page while the last is not even read from
/// the database: the walk waits for the client after a few pages.
#[tokio::test]
async fn a_compressed_snapshot_arrives_page_by_page() {
    let options = Options {
        demo: Some(Size(Some(12_000))),
        ..Options::test()
    };
    let world = World {
        service: Service::open(options).unwrap(),
        ..World::new()
    };
    let token = world.token(REVIEWER).await;
    for coding in ["zstd", "gzip"] {
        let mut body = asked(&world, &token, "/v1/changes?types=offer", coding)
            .await
            .into_body();
        let mut got = Vec::new();
        let mut seen = Vec::new();
        let mut frames = 0;
        // Each hundredth piece is looked at: looking means decompressing all.
        while !seen.windows(9).any(|part| part == b"\n{\"t\":\"c\"") {
            let frame = body.frame().await.unwrap().unwrap();
            got.extend_from_slice(frame.data_ref().unwrap());
            frames += 1;
            if frames % 10 == 0 {
                seen = readable(&got, coding);
            }
        }
        let early = seen.len();
        while let Some(frame) = body.frame().await {
            got.extend_from_slice(frame.unwrap().data_ref().unwrap());
        }
        let whole = readable(&got, coding);
        let last = whole.split(|byte| *byte == b'\n').rev().nth(1).unwrap();
        assert!(last.starts_with(b"{\"t\":\"end\""));
        assert!(early * 4 < whole.len(), "{early} of {}", whole.len());
    }
}

/// While nothing more is to be had, what was written must have arrived.
#[tokio::test]
async fn what_is_waited_for_is_flushed() {
    use tower_http::compression::CompressionLayer;
    let (sender, receiver) = tokio::sync::mpsc::channel::<std::io::Result<bytes::Bytes>>(1);
    let stream = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "application/x-ndjson")
        .body(Body::from_stream(stream))
        .unwrap();
    let mut slot = Some(response);
    let service = tower::ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .service(tower::service_fn(move |_: Request<Body>| {
            std::future::ready(slot.take().ok_or("once"))
        }));
    let request = Request::get("/").header(header::ACCEPT_ENCODING, "zstd");
    let answer = service
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let mut body = answer.into_body();
    let mut got = Vec::new();
    for page in 1..=3 {
        let line = format!("{{\"page\":{page}}}\n").repeat(500);
        sender.send(Ok(line.clone().into())).await.unwrap();
        // The sender stays: the stream has not ended.
        while readable(&got, "zstd").len() < line.len() * page {
            let frame = body.frame().await.unwrap().unwrap();
            got.extend_from_slice(frame.data_ref().unwrap());
        }
    }
}

#[tokio::test]
async fn requests_may_be_compressed() {
    let world = World::new();
    let token = world.token("administrator@kul.example").await;
    let path = "/v1/records:batchGet";
    let body = json!({ "ids": [support::new_id()] })
        .to_string()
        .into_bytes();
    for (coding, packed) in [
        ("zstd", zstd::encode_all(&*body, 3).unwrap()),
        ("gzip", gzip(&body)),
        ("identity", body.clone()),
    ] {
        let reply = sent(&world, &token, path, coding, packed).await;
        assert_eq!(reply.status.as_u16(), 200, "{coding}: {}", reply.text);
    }
    let reply = sent(&world, &token, path, "gzip", body.clone()).await;
    assert_eq!(reply.problem(), "malformed");
    let reply = sent(&world, &token, path, "br", body).await;
    assert_eq!(reply.problem(), "unsupported-media-type");
    assert_eq!(reply.headers[header::ACCEPT_ENCODING], "zstd, gzip");
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_whole() {
    let world = World::new();
    let token = world.token("administrator@kul.example").await;
    // A gigabyte of blanks, in a few kilobytes.
    let blanks = std::io::repeat(b' ').take(1 << 30);
    let bomb = zstd::encode_all(blanks, 1).unwrap();
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    for path in ["/v1/pushes", "/v1/records:batchGet"] {
        let reply = sent(&world, &token, path, "zstd", bomb.clone()).await;
        assert_eq!(reply.status.as_u16(), 413);
        assert_eq!(reply.problem(), "too-large");
    }
    let bomb = gzip(&vec![b' '; 3 << 20]);
    let reply = sent(&world, &token, "/v1/pushes", "gzip", bomb).await;
    assert_eq!(reply.problem(), "too-large");
}
