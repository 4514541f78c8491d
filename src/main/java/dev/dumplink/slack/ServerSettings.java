package dev.dumplink.slack;

import java.util.regex.Pattern;

/**
 * Where HTTP is listened for.
 *
 * @param host the address that the port for Slack is bound to
 * @param port for Slack
 * @param managementHost the same for health and metrics; by default it is {@code host}
 * @param managementPort for health and metrics; keep it inside
 */
public record ServerSettings(String host, Integer port, String managementHost, Integer managementPort) {
    static final String DEFAULT_HOST = "0.0.0.0";
    static final int DEFAULT_PORT = 3000;
    static final int DEFAULT_MANAGEMENT_PORT = 3001;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*|\\[?[0-9A-Fa-f:.]+(%\\w+)?]?");

    public ServerSettings {
        host = host == null ? DEFAULT_HOST : host;
        port = port == null ? DEFAULT_PORT : port;
        managementHost = managementHost == null ? host : managementHost;
        managementPort = managementPort == null ? DEFAULT_MANAGEMENT_PORT : managementPort;
        requireHost("host", host);
        requireHost("management_host", managementHost);
        requirePort("port", port);
        requirePort("management_port", managementPort);
        if (port != 0 && port.equals(managementPort)) {
            throw new IllegalArgumentException("management_port must differ from port, which is " + port + " too");
        }
    }

    private static void requireHost(String key, String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    key + " must be an address or a name of this machine, such as 0.0.0.0 or 127.0.0.1");
        }
    }

    private static void requirePort(String key, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(key + " must be between 0 and 65535, not " + port);
        }
    }

    public static ServerSettings defaults() {
        return new ServerSettings(null, null, null, null);
    }
}
