package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.component.graph.MicrosoftGraphComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesLoadTest {

    @Test
    void camelLoadsEveryRouteUnderTheNameOfItsFile() throws Exception {
        try (DefaultCamelContext camel = camel()) {
            load(camel, RouteFile.FOLDER);
            camel.start();

            List<String> names = RouteFile.all().stream()
                    .map(RouteFile::name)
                    .filter(name -> !name.equals("error-handling"))
                    .toList();
            assertThat(camel.getRoutes()).extracting(Route::getId).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void aRouteThatNamesAnUnknownBeanDoesNotStart(@TempDir Path folder) throws Exception {
        String text = Files.readString(RouteFile.FOLDER.resolve("dead-letters.camel.yaml"));
        Files.writeString(folder.resolve("dead-letters.camel.yaml"), text.replace("ref: deadLetters", "ref: nobody"));

        try (DefaultCamelContext camel = camel()) {
            assertThatThrownBy(() -> {
                        load(camel, folder);
                        camel.start();
                    })
                    .hasStackTraceContaining("nobody");
        }
    }

    /** With everything the routes name, and without starting them: nothing is called. */
    private static DefaultCamelContext camel() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.setAutoStartup(false);
        RouteBeans.unbound().forEach(camel.getRegistry()::bind);
        MicrosoftGraphComponent graph = new MicrosoftGraphComponent();
        graph.getConfiguration().setTenantId("contoso.example");
        graph.getConfiguration().setClientId("tandem");
        graph.getConfiguration().setClientSecret("unused");
        camel.addComponent("microsoft-graph", graph);
        camel.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers("localhost:1");
        Properties settings = new CamelSettings(Settings.read(null, Map.of(), Map.of())).properties(null);
        camel.getPropertiesComponent().setInitialProperties(settings);
        return camel;
    }

    private static void load(DefaultCamelContext camel, Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), Files.readString(file)));
            }
        }
    }
}
