package dev.dumplink.slack;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Gives a request a thread only when its body is there to its last byte: whoever sends one byte now and then holds a
 * connection, and nobody up.
 */
final class WholeBody extends Handler.Wrapper {
    private final int largest;
    private final Telemetry telemetry;

    WholeBody(Handler then, int largest, Telemetry telemetry) {
        super(then);
        this.largest = largest;
        this.telemetry = telemetry;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getLength() > largest) {
            return tooLarge(request, response, callback);
        }
        Content.Source.asByteArrayAsync(request, largest, new Promise.Invocable<>() {
            @Override
            public void succeeded(byte[] body) {
                answer(request, body, response, callback);
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof IllegalStateException) {
                    tooLarge(request, response, callback);
                } else {
                    Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
                }
            }

            @Override
            public InvocationType getInvocationType() {
                // what answers waits for the audit log
                return InvocationType.BLOCKING;
            }
        });
        return true;
    }

    private boolean tooLarge(Request request, Response response, Callback callback) {
        telemetry.rejected("size");
        Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        return true;
    }

    private void answer(Request request, byte[] bytes, Response response, Callback callback) {
        try {
            if (!super.handle(new Read(request, bytes), response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    /** The request with its body in memory. */
    private static final class Read extends Request.Wrapper {
        private Content.Chunk next;

        Read(Request request, byte[] body) {
            super(request);
            this.next = body.length == 0 ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(body), true);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = next;
            next = Content.Chunk.EOF;
            return chunk;
        }

        @Override
        public void demand(Runnable demandCallback) {
            demandCallback.run();
        }
    }
}
