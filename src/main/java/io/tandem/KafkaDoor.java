package io.tandem;

import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/** Finds out at start whether Kafka lets Tandem in; routes would go on knocking with a wrong password. */
final class KafkaDoor {
    private static final long SECONDS = 10;

    private KafkaDoor() {}

    /**
     * {@return a client that was let in, or one of a Kafka that is away, which is no reason not to start}
     *
     * @throws ConfigurationException when Kafka refuses whoever asks, or its address is none
     */
    static Admin open(Settings settings) {
        Admin admin = client(settings);
        if (settings.kafkaClient().containsKey("sasl.mechanism")) {
            try {
                var unused = admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                refuseToStart(settings, admin, failed);
            } catch (TimeoutException away) {
                return admin;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return admin;
    }

    /** Whoever signs in with tokens asks for the first one at once. */
    private static Admin client(Settings settings) {
        try {
            return Admin.create(new HashMap<>(settings.kafkaClient()));
        } catch (KafkaException failed) {
            String brokers = settings.text("tandem.kafka.brokers");
            throw new ConfigurationException(
                    isLogin(failed)
                            ? "Kafka at " + brokers
                                    + " asks for a token, and nobody gives one to the app of tandem.graph; correct"
                                    + " tandem.graph.tenant, client-id and client-secret"
                            : "tandem.kafka.brokers=" + brokers
                                    + " cannot be used; give host:port, more than one with commas",
                    failed);
        }
    }

    private static boolean isLogin(KafkaException failed) {
        return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(LoginException.class::isInstance);
    }

    private static void refuseToStart(Settings settings, Admin admin, ExecutionException failed) {
        if (failed.getCause() instanceof AuthenticationException refused) {
            admin.close();
            throw new ConfigurationException(
                    "Kafka at " + settings.text("tandem.kafka.brokers") + " does not let Tandem in ("
                            + refused.getClass().getSimpleName()
                            + "); correct tandem.kafka.connection-string, or what camel.component.kafka says of SASL",
                    refused);
        }
    }
}
