// s3gw: the Versity S3 gateway (github.com/versity/versitygw, Apache-2.0) with
// only its posix backend linked in, for tests on 127.0.0.1. Two differences
// from upstream's binary:
//   - far fewer dependencies, so it builds in a fraction of the time;
//   - keys are stored under an order-preserving encoding (see flat.go) so that
//     "a/b" and "a/b/index.html" can exist together, as they can in Amazon S3.
//     S3GW_FLAT=0 turns that off and gives upstream's plain posix behaviour.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/versity/versitygw/backend"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9000", "S3 API address")
	web := flag.String("website", "", "website endpoint address (none if empty)")
	domain := flag.String("website-domain", "", "website base domain: <bucket>.<domain>")
	root := flag.String("data", "", "folder that holds everything")
	region := flag.String("region", "us-east-1", "region")
	flag.Parse()
	if *root == "" {
		log.Fatal("-data is required")
	}
	abs, err := filepath.Abs(*root)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range []string{"data", "versions", "iam"} {
		if err := os.MkdirAll(filepath.Join(abs, d), 0o755); err != nil {
			log.Fatal(err)
		}
	}
	opts := posix.PosixOpts{VersioningDir: filepath.Join(abs, "versions"), Concurrency: 5000, CopyObjectThreshold: 5 << 30}
	var ms meta.MetadataStorer = meta.XattrMeta{}
	// tmpfs before Linux 6.6 and some container filesystems have no user xattrs
	if err := (meta.XattrMeta{}).Test(filepath.Join(abs, "data")); err != nil || os.Getenv("S3GW_SIDECAR") == "1" {
		side := filepath.Join(abs, "sidecar")
		if err := os.MkdirAll(side, 0o755); err != nil {
			log.Fatal(err)
		}
		sc, err := meta.NewSideCar(side)
		if err != nil {
			log.Fatal(err)
		}
		ms, opts.SideCarDir = sc, side
	}
	px, err := posix.New(filepath.Join(abs, "data"), ms, opts)
	if err != nil {
		log.Fatal(err)
	}
	var be backend.Backend = px
	if os.Getenv("S3GW_FLAT") != "0" {
		be = &flat{Posix: px}
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	cfg := &embedgw.Config{
		RootUserAccess: os.Getenv("ROOT_ACCESS_KEY"), RootUserSecret: os.Getenv("ROOT_SECRET_KEY"), Region: *region,
		Ports: []string{*addr}, MaxConnections: 4096, MaxRequests: 2048, MultipartMaxParts: 10000,
		AdminMaxConnections: 64, AdminMaxRequests: 64,
		Quiet: true, KeepAlive: true, HealthPath: "/_health",
		// with no IAM service an unknown access key answers 404, with one 403 InvalidAccessKeyId
		IAMDir: filepath.Join(abs, "iam"), IAMCacheTTL: 120, IAMCachePrune: 3600,
		Version: "1.8.0", Build: "lienthong",
	}
	if *web != "" {
		cfg.WebsitePorts, cfg.WebsiteDomain = []string{*web}, *domain
	}
	if err := embedgw.RunVersityGW(ctx, be, cfg); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}
