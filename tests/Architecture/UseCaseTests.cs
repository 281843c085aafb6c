using System.Reflection;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Architecture.Tests;

/// <summary>What every use case and every component keeps to.</summary>
public sealed partial class UseCaseTests
{
    // Pages of one row or one code, which no address of the demonstration names.
    private static readonly string[] OnNoTour =
    [
        "/gestion/messages/envoyes/{Id:guid}", // BroadcastTests have axe look at it
        "/paiement/suivi/{Attempt:guid}", // OnlinePaymentTests
        "/mon-compte/securite/second-facteur", // StaffFactorTests
        "/connexion/code", // from here on nobody does yet
        "/contact/{Id:guid}",
        "/gestion/factures/facturation/{RunId:int}",
        "/invitation",
        "/mon-compte/securite/cle/{Key}",
        "/premiere-connexion",
    ];

    private static readonly Type[] Application = typeof(IMessage).Assembly.GetTypes();
    private static readonly Type[] Messages = [.. Application.Where(type => type.IsAssignableTo(typeof(IMessage)) && !type.IsInterface)];

    [Fact]
    public void Every_message_is_a_sealed_immutable_record()
    {
        Messages.Should().NotBeEmpty();
        Messages.Should().OnlyContain(type => type.IsSealed && type.GetMethod("<Clone>$") != null);
        Messages
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.CanWrite)
            .Should()
            .OnlyContain(property => property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"));
    }

    [Fact]
    public void Every_message_names_somebody_who_may_send_it() =>
        Messages.Should().OnlyContain(type => AccessOf(type).IsAnonymous || AccessOf(type).AnyOf != Roles.None);

    [Fact]
    public void Every_message_has_exactly_one_handler_and_no_handler_is_public()
    {
        var handlers = Application
            .Where(type => !type.IsAbstract)
            .SelectMany(type => type.GetInterfaces(), (type, contract) => (type, contract))
            .Where(line => line.contract.IsGenericType && line.contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .ToList();

        handlers.Should().OnlyContain(line => !line.type.IsPublic && line.type.IsSealed);
        handlers.Select(line => line.contract.GetGenericArguments()[0]).Should().BeEquivalentTo(Messages);
    }

    // Nobody decides for the own family: a command that is harmless says why, it is not the dangerous one that says so.
    [Fact]
    public void Every_command_of_staff_says_what_it_is_to_the_senders_own_family()
    {
        Type[] statements = [typeof(IConcernsFamily), typeof(IConcernsFamilies), typeof(IConcernsLogin), typeof(ILeavesOwnFamilyOut)];
        var commands = Messages
            .Where(type =>
                (type.IsAssignableTo(typeof(ICommandMarker)) || type.IsAssignableTo(typeof(IExchangeMarker)))
                && (AccessOf(type).AnyOf & Roles.Staff) != Roles.None
            )
            .ToList();

        commands.Should().HaveCountGreaterThan(80);
        commands
            .Where(type =>
                statements.Count(statement => type.IsAssignableTo(statement))
                    + type.GetCustomAttributes<HarmlessForOwnFamilyAttribute>().Count(harmless => harmless.Why.Length > 0)
                != 1
            )
            .Select(type => type.Name)
            .Should()
            .BeEmpty("each says one thing, and only one");
        commands.Where(type => type.GetProperty("FamilyId")?.PropertyType == typeof(int) && !type.IsAssignableTo(typeof(IConcernsFamily))).Should().BeEmpty();
    }

    // Two pages of one address break the router of every page, at run time only.
    [Fact]
    public void No_two_pages_have_one_address()
    {
        var addresses = typeof(Program)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false))
            .Select(route => route.Template)
            .ToList();

        addresses.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
    }

    // A page that is on no tour is looked at by nothing; the tours themselves take a browser and minutes.
    [Fact]
    public void Axe_is_led_to_every_page()
    {
        var tours = File.ReadAllText(SourceTree.WithTests("AccessibilityTests.cs").Single());
        var visited = Visited().Matches(tours).Select(match => match.Groups["address"].Value).ToHashSet(StringComparer.Ordinal);
        var pages = typeof(Program)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false))
            .Select(route => route.Template);

        pages.Where(page => !visited.Any(address => IsOf(page, address))).Should().BeEquivalentTo(OnNoTour);

        static bool IsOf(string page, string address) =>
            page.Split('/') is var parts
            && address.Split('/') is var names
            && parts.Length == names.Length
            && parts.Zip(names).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }

    [GeneratedRegex("""^\s+"(?<address>/[^"?]*)(\?[^"]*)?",?$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Visited();

    [Fact]
    public void No_component_holds_a_database_context()
    {
        var components = typeof(Program).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ComponentBase))).ToList();

        components.Should().NotBeEmpty();
        components
            .SelectMany(type => type.GetProperties(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.PropertyType.IsAssignableTo(typeof(PortalDbContext)) || property.PropertyType == typeof(IPortalDb))
            .Should()
            .BeEmpty();
    }

    private static Permission AccessOf(Type message) =>
        (Permission)message.GetProperty(nameof(IMessage.Access), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
