package dev.dumplink.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * An S3 store on 127.0.0.1 that checks signatures and expiry like the real one and keeps its objects as plain files:
 * one folder per bucket. It survives {@link #stop} and {@link #start}, on the same port and with the same objects.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final String BUCKET = "acme-dumps";
    private static final String ACCESS_KEY = "demo-access-key";
    private static final String SECRET_KEY = "demo-secret-key";
    private static final Region REGION = Region.EU_CENTRAL_1;

    private final Path directory;
    private final boolean temporary;
    private int port;
    private S3Proxy server;
    private S3Client client;

    private EmbeddedS3(int port, Path directory, boolean temporary) {
        this.port = port;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** Starts one on a free port, with nothing in it; its files go when it is closed. */
    public static EmbeddedS3 open() throws IOException {
        return opened(new EmbeddedS3(0, Files.createTempDirectory("dumplink-s3-"), true));
    }

    /** Starts one on this port (0 takes any) over a directory that stays. */
    public static EmbeddedS3 open(int port, Path directory) throws IOException {
        return opened(new EmbeddedS3(port, Files.createDirectories(directory), false));
    }

    private static EmbeddedS3 opened(EmbeddedS3 s3) {
        s3.start();
        try {
            s3.client.createBucket(bucket -> bucket.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException e) {
            // the directory is from an earlier run
            return s3;
        }
        return s3;
    }

    /** Starts it again after {@link #stop}, where it was. */
    public void start() {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                // otherwise the SDK's asynchronous multipart upload ends in 501
                .ignoreUnknownHeaders(true)
                // stop at once: by default it waits seconds for kept-alive connections
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw new IllegalStateException("the S3 server did not start on port " + port, e);
        }
        port = server.getPort();
        client = client(uri());
    }

    /** Stops listening; the objects stay. */
    public void stop() {
        if (client != null) {
            client.close();
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not stop", e);
        }
    }

    public void put(String key, byte[] content) {
        client.putObject(object -> object.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    public void put(String key, Path file) {
        client.putObject(object -> object.bucket(BUCKET).key(key), file);
    }

    public void delete(String key) {
        client.deleteObject(object -> object.bucket(BUCKET).key(key));
    }

    /** Every key, in the order a listing gives. */
    public List<String> keys() {
        return client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String bucket() {
        return BUCKET;
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    public String region() {
        return REGION.id();
    }

    /** A client of this store by another address, as a {@link FaultProxy} in front of it has; the caller closes it. */
    public S3Client client(URI address) {
        return S3Client.builder()
                .endpointOverride(address)
                .region(REGION)
                .credentialsProvider(credentials())
                .serviceConfiguration(settings())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Signs links to this store; the caller closes it. */
    public S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(uri())
                .region(REGION)
                .credentialsProvider(credentials())
                .serviceConfiguration(settings())
                .build();
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            Folder.delete(directory);
        }
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    private static S3Configuration settings() {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(true)
                .chunkedEncodingEnabled(false)
                .build();
    }
}
