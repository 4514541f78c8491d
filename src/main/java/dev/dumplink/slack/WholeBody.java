package dev.dumplink.slack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Gives a request a thread only when its body is there to its last byte: whoever sends one byte now and then holds a
 * connection, and nobody up.
 *
 * <p>A body that came together with its headers, as nearly all do, is handled at once by the thread that read it.
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
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() > largest) {
            return tooLarge(request, response, callback);
        }
        return new Reading(request, response, callback).goOn();
    }

    private boolean tooLarge(Request request, Response response, Callback callback) {
        telemetry.rejected("size");
        Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        return true;
    }

    private boolean answer(Request request, byte[] body, Response response, Callback callback) throws Exception {
        return super.handle(new Read(request, body), response, callback);
    }

    /** One body on its way; goes on whenever there is more of it. */
    private final class Reading implements Invocable.Task {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        private final Request request;
        private final Response response;
        private final Callback callback;

        Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Reads what is there; handles the request if that was all, else waits without a thread. */
        boolean goOn() throws Exception {
            for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
                if (Content.Chunk.isFailure(chunk)) {
                    Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
                    return true;
                }
                append(chunk);
                if (body.size() > largest) {
                    return tooLarge(request, response, callback);
                }
                if (chunk.isLast()) {
                    return answer(request, body.toByteArray(), response, callback);
                }
            }
            request.demand(this);
            return true;
        }

        private void append(Content.Chunk chunk) {
            ByteBuffer bytes = chunk.getByteBuffer();
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            chunk.release();
            body.writeBytes(piece);
        }

        @Override
        public void run() {
            try {
                if (!goOn()) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            // what answers waits for the audit log
            return InvocationType.BLOCKING;
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
