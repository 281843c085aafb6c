using System.Net.Sockets;
using System.Text;
using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

/// <summary>The client over real HTTP against the simulator, which speaks the contract with another serialiser.</summary>
public sealed class PayFipClientTests
{
    private static readonly PayFipOrder Order = new(
        "011900075",
        2019,
        "Facture 011900075",
        4860,
        "mere@example.fr",
        Guid.Parse("0b1e2a34-0000-7000-8000-000000000001")
    );

    [Fact]
    public async Task A_payment_is_opened_with_what_PayFiP_asks_for_and_leads_to_its_page()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip);

        var started = (await portal.PayFip.StartAsync(Order, CancellationToken.None)).Should().BeOfType<PayFipStart.Started>().Subject;

        started.Page.Should().Be(new Uri($"{payfip.PaymentPage}?idop={started.IdOp}"));
        payfip
            .Payments.Should()
            .ContainSingle()
            .Which.Asked.Should()
            .BeEquivalentTo(
                new CreerPaiementSecuriseRequest
                {
                    Exer = "2019",
                    Mel = "mere@example.fr",
                    Montant = "4860",
                    NumCli = PayFipSimulator.ClientNumber,
                    Objet = "Facture 011900075",
                    RefDet = "011900075",
                    Saisie = "T",
                    UrlNotif = "https://portail.example.fr/paiement/notification",
                    UrlRedirect = "https://portail.example.fr/paiement/retour?tentative=0b1e2a34000070008000000000000001",
                }
            );
    }

    [Theory]
    [InlineData("P", PayFipOutcome.PaidByCard)]
    [InlineData("V", PayFipOutcome.PaidByDebit)]
    [InlineData("R", PayFipOutcome.Refused)]
    [InlineData("Z", PayFipOutcome.Refused)]
    [InlineData("A", PayFipOutcome.Cancelled)]
    public async Task Each_result_is_understood(string result, PayFipOutcome outcome)
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip);
        var idOp = await portal.StartAsync();
        payfip.Decide(idOp, result);

        var answer = await portal.PayFip.AskAsync(idOp, CancellationToken.None);

        answer
            .Should()
            .BeEquivalentTo(
                new
                {
                    Outcome = outcome,
                    AmountCents = 4860L,
                    Reference = "011900075",
                    Authorisation = "112233",
                }
            );
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var elsewhere = payfip.Settings["Portal__PayFip__ServiceUrl"];
        var answering = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await connection
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                );
            // Until the question was read, so that the answer is not lost with it.
            var rest = new byte[64 * 1024];
            while (await connection.GetStream().ReadAsync(rest) > 0) { }
        });
        await using var portal = Client(payfip, ("Portal:PayFip:ServiceUrl", $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/"));

        var started = await portal.PayFip.StartAsync(Order, CancellationToken.None);

        started.Should().NotBeOfType<PayFipStart.Started>();
        payfip.Payments.Should().BeEmpty("whoever answers for PayFiP could say that anything is paid");
    }

    [Fact]
    public async Task Not_known_yet_and_purged_are_told_apart()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip);
        var idOp = await portal.StartAsync();

        var early = await portal.PayFip.AskAsync(idOp, CancellationToken.None);
        payfip.Payments[0].IsPurged = true;
        var late = await portal.PayFip.AskAsync(idOp, CancellationToken.None);

        early.Outcome.Should().Be(PayFipOutcome.NotYetKnown);
        late.Outcome.Should().Be(PayFipOutcome.Purged);
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("")]
    public async Task A_result_that_nobody_announced_says_nothing(string result)
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip);
        var idOp = await portal.StartAsync();
        payfip.Decide(idOp, result);

        (await portal.PayFip.AskAsync(idOp, CancellationToken.None)).Outcome.Should().Be(PayFipOutcome.Unavailable);
    }

    [Fact]
    public async Task A_service_that_is_down_slow_gone_or_faulty_is_an_answer_and_not_an_exception()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip, ("Portal:PayFip:TimeoutSeconds", "1"));
        var idOp = await portal.StartAsync();
        payfip.Decide(idOp, "P");

        payfip.IsDown = true;
        var down = await portal.PayFip.AskAsync(idOp, CancellationToken.None);
        var downAtStart = await portal.PayFip.StartAsync(Order, CancellationToken.None);
        payfip.IsDown = false;
        payfip.Delay = TimeSpan.FromSeconds(5);
        var slow = await portal.PayFip.AskAsync(idOp, CancellationToken.None);
        payfip.Delay = TimeSpan.Zero;
        payfip.Fault = "T9";
        var faulty = await portal.PayFip.AskAsync(idOp, CancellationToken.None);
        var faultyAtStart = await portal.PayFip.StartAsync(Order, CancellationToken.None);
        payfip.Fault = null;
        var again = await portal.PayFip.AskAsync(idOp, CancellationToken.None);

        new[] { down, slow, faulty }.Should().OnlyContain(answer => answer.Outcome == PayFipOutcome.Unavailable);
        downAtStart.Should().BeOfType<PayFipStart.Unavailable>();
        faultyAtStart.Should().BeOfType<PayFipStart.Refused>().Which.Code.Should().Be("T9");
        again.IsPaid.Should().BeTrue("an outage leaves nothing broken behind");
        portal.Log.All.Should().NotBeEmpty().And.NotContain(line => line.Contains("mere@") || line.Contains("011900075"));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_and_an_answer_that_is_no_SOAP_are_outages_too()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/x";
        await using var portal = Client(null, ("Portal:PayFip:ServiceUrl", address));
        var answering = Task.Run(async () =>
        {
            using var caller = await listener.AcceptTcpClientAsync();
            await using var stream = caller.GetStream();
            (await stream.ReadAtLeastAsync(new byte[4096], minimumBytes: 1)).Should().BePositive();
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>"u8.ToArray());
        });

        var nonsense = await portal.PayFip.AskAsync("abc", CancellationToken.None);
        await answering;
        listener.Stop();
        var nobody = await portal.PayFip.AskAsync("abc", CancellationToken.None);

        nonsense.Outcome.Should().Be(PayFipOutcome.Unavailable);
        nobody.Outcome.Should().Be(PayFipOutcome.Unavailable);
    }

    [Fact]
    public async Task Whoever_leaves_is_not_made_to_wait()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var portal = Client(payfip);
        var idOp = await portal.StartAsync();
        payfip.Delay = TimeSpan.FromSeconds(8);
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var asking = () => portal.PayFip.AskAsync(idOp, leaving.Token);

        await asking.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Without_the_web_service_the_parent_is_led_to_a_filled_page_and_no_question_is_ever_answered()
    {
        await using var portal = Client(null, ("Portal:PayFip:Mode", "Url"), ("Portal:PayFip:Stage", "Production"));

        var started = (await portal.PayFip.StartAsync(Order, CancellationToken.None)).Should().BeOfType<PayFipStart.Started>().Subject;
        var answer = await portal.PayFip.AskAsync("abc", CancellationToken.None);

        started.IdOp.Should().BeNull();
        started
            .Page.ToString()
            .Should()
            .StartWith(
                "https://www.tipi.budget.gouv.fr/tpa/paiement.web?numcli=012345&exer=2019&refdet=011900075&objet=Facture "
                    + "011900075&montant=4860&mel=mere%40example.fr&urlcl=https%3A%2F%2Fportail.example.fr%2Fpaiement%2Fretour%3Ftentative%3D"
            )
            .And.EndWith("&saisie=A");
        answer.Outcome.Should().Be(PayFipOutcome.Unavailable);
    }

    private static PayFipUnderTest Client(PayFipSimulator? simulator, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Portal:PublicUrl"] = "https://portail.example.fr",
            ["Portal:PayFip:Mode"] = "WebService",
            ["Portal:PayFip:ClientNumber"] = PayFipSimulator.ClientNumber,
        };
        foreach (var (key, value) in simulator?.Settings ?? new Dictionary<string, string?>())
        {
            settings[key.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return new PayFipUnderTest(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    private sealed class PayFipUnderTest : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public PayFipUnderTest(IConfiguration configuration) =>
            _services = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log)).AddOnlinePayment(configuration).BuildServiceProvider();

        public LogLines Log { get; } = new(LogLevel.Warning);

        public IPayFip PayFip => _services.GetRequiredService<IPayFip>();

        public async Task<string> StartAsync() => ((PayFipStart.Started)await PayFip.StartAsync(Order, CancellationToken.None)).IdOp!;

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
